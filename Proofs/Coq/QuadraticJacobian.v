(** The quadratic map and its Jacobian.

    A network of m units with K outputs on R^d, f_k(x) = sum_j v_jk (w_j . x)^2, has the
    coordinates Q_k = sum_j v_jk w_j^T w_j (row vectors w_j, so this is w w^T of the pages).
    [dQ] is its differential, the linear map whose rank the program computes; [Q_expansion] and
    [dQ_derivative] say that it is the derivative: the first order of Q along every line, as an
    identity of polynomials with explicit remainder, over every commutative ring.

    Pages: Proofs/OverparametrisedQuadratic.md, Proofs/UnderparametrisedQuadratic.md.  Program:
    Sources/Identifiability/Maps/QuadraticCoordinateMap.swift.  Test:
    Tests/IdentifiabilityTests/MapTests.swift. *)

From mathcomp Require Import all_ssreflect all_algebra ring.
From SLT Require Import UnitMaps SymmetricMatrices.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

(** One unit: its K output weights and its d input weights.  A point is one unit for each j, and
    so is a movement. *)
Notation unit_of R K d := ('rV[R]_K * 'rV[R]_d)%type.
Notation weights R m K d := {ffun 'I_m -> unit_of R K d}.

Section Ring.

Variables (R : comRingType) (m K d : nat).
Implicit Types (th h : weights R m K d) (t : R).

Definition Q th : {ffun 'I_K -> 'M[R]_d} :=
  [ffun k => \sum_j (th j).1 0 k *: sq (th j).2].

Definition dQ th h : {ffun 'I_K -> 'M[R]_d} :=
  [ffun k => \sum_j ((h j).1 0 k *: sq (th j).2 + (th j).1 0 k *: sprod (th j).2 (h j).2)].

(** The second order; the third is Q itself. *)
Definition Q2 th h : {ffun 'I_K -> 'M[R]_d} :=
  [ffun k => \sum_j ((h j).1 0 k *: sprod (th j).2 (h j).2 + (th j).1 0 k *: sq (h j).2)].

Lemma entryD n (A B : {ffun 'I_n -> 'M[R]_d}) k a b : (A + B) k a b = A k a b + B k a b.
Proof. by rewrite !ffunE mxE. Qed.

Lemma entryZ n t (A : {ffun 'I_n -> 'M[R]_d}) k a b : (t *: A) k a b = t * A k a b.
Proof. by rewrite !ffunE mxE. Qed.

Lemma QE th k a b : Q th k a b = \sum_j (th j).1 0 k * ((th j).2 0 a * (th j).2 0 b).
Proof. by rewrite ffunE summxE; apply: eq_bigr => j _; rewrite mxE sqE. Qed.

Lemma dQE th h k a b : dQ th h k a b =
  \sum_j ((h j).1 0 k * ((th j).2 0 a * (th j).2 0 b)
          + (th j).1 0 k * ((th j).2 0 a * (h j).2 0 b + (h j).2 0 a * (th j).2 0 b)).
Proof.
rewrite ffunE summxE; apply: eq_bigr => j _.
by rewrite mxE [X in X + _]mxE [X in _ + X]mxE sqE sprodE.
Qed.

Lemma Q2E th h k a b : Q2 th h k a b =
  \sum_j ((h j).1 0 k * ((th j).2 0 a * (h j).2 0 b + (h j).2 0 a * (th j).2 0 b)
          + (th j).1 0 k * ((h j).2 0 a * (h j).2 0 b)).
Proof.
rewrite ffunE summxE; apply: eq_bigr => j _.
by rewrite mxE [X in X + _]mxE [X in _ + X]mxE sqE sprodE.
Qed.

Fact cubic v x y dv dx dy t :
  (v + t * dv) * ((x + t * dx) * (y + t * dy)) =
  v * (x * y) + t * (dv * (x * y) + v * (x * dy + dx * y))
  + t ^+ 2 * (dv * (x * dy + dx * y) + v * (dx * dy)) + t ^+ 3 * (dv * (dx * dy)) :> R.
Proof. ring. Qed.

Fact bilinear c v x y dv dx dy dv' dx' dy' :
  (c * dv + dv') * (x * y) + v * (x * (c * dy + dy') + (c * dx + dx') * y) =
  c * (dv * (x * y) + v * (x * dy + dx * y)) + (dv' * (x * y) + v * (x * dy' + dx' * y)) :> R.
Proof. ring. Qed.

Theorem Q_expansion th h t :
  Q (th + t *: h) = Q th + t *: dQ th h + t ^+ 2 *: Q2 th h + t ^+ 3 *: Q h.
Proof.
apply/ffunP=> k; apply/matrixP=> a b.
rewrite !(entryD, entryZ) !QE !dQE !Q2E.
rewrite !mulr_sumr -!big_split /=; apply: eq_bigr => j _.
rewrite !ffunE /= !mxE.
exact: cubic.
Qed.

Lemma dQ_is_linear th : linear (dQ th).
Proof.
move=> c g h; apply/ffunP=> k; apply/matrixP=> a b.
rewrite !(entryD, entryZ) !dQE mulr_sumr -big_split /=; apply: eq_bigr => j _.
rewrite !ffunE /= !mxE.
exact: bilinear.
Qed.

End Ring.

Section Derivative.

Variables (R : comRingType) (m K d : nat).
Implicit Types (th h : weights R m K d).

(** Constant polynomials. *)
Definition const_weights th : weights {poly R} m K d :=
  [ffun j => (map_mx polyC (th j).1, map_mx polyC (th j).2)].

(** The derivative of t |-> Q(th + t h) at t = 0 is dQ th h, entry by entry. *)
Theorem dQ_derivative th h k a b :
  (Q (const_weights th + 'X *: const_weights h) k a b)^`().[0] = dQ th h k a b.
Proof.
have Qc g : Q (const_weights g) k a b = (Q g k a b)%:P.
  by rewrite !QE rmorph_sum; apply: eq_bigr => j _; rewrite !ffunE /= !mxE !rmorphM.
have dQc : dQ (const_weights th) (const_weights h) k a b = (dQ th h k a b)%:P.
  rewrite !dQE rmorph_sum; apply: eq_bigr => j _; rewrite !ffunE /= !mxE.
  by rewrite !(rmorphD, rmorphM).
by rewrite Q_expansion !(entryD, entryZ) !Qc dQc !derivE !hornerE.
Qed.

End Derivative.

Section Field.

Variables (F : fieldType) (m K d : nat).

(** The Jacobian of Q at th. *)
Definition jacobian (th : weights F m K d) :
  'Hom([vectType F of weights F m K d], [vectType F of {ffun 'I_K -> 'M[F]_d}]) :=
  linfun (Linear (dQ_is_linear th)).

Lemma jacobianE th h : jacobian th h = dQ th h.
Proof. by rewrite lfunE. Qed.

(** The image consists of symmetric matrices. *)
Lemma jacobian_sym th : (limg (jacobian th) <= symvK F d K)%VS.
Proof.
apply/subvP=> _ /memv_imgP[h _ ->]; rewrite jacobianE; apply/symvKP => k.
by rewrite ffunE memv_suml // => j _; rewrite memvD // memvZ ?sq_symv ?sprod_symv.
Qed.

(** At every weight the rank is at most K d(d+1)/2. *)
Theorem quadratic_rank_le th : (\dim (limg (jacobian th)) <= K * 'C(d.+1, 2))%N.
Proof. by rewrite -(dim_symvK F d K) dimvS ?jacobian_sym. Qed.

Lemma dim_weights : Vector.dim [vectType F of weights F m K d] = (m * (K + d))%N.
Proof. by rewrite -[LHS]/(#|'I_m| * (1 * K + 1 * d))%N card_ord !mul1n. Qed.

End Field.
