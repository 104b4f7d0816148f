(** Symmetric matrices: the squares [x^T x], the products [x^T y + y^T x], the space Sym(d) and
    its dimension d(d+1)/2 (in every characteristic).

    Shared by Proofs/OverparametrisedQuadratic.md, Proofs/UnderparametrisedQuadratic.md and the
    biased theorems.  The dimension is [symmetricDimension] in
    Sources/ModelFamilies/Families/QuadraticNetwork.swift and BiasedQuadraticNetwork.swift, checked
    in Tests/IdentifiabilityTests/MapTests.swift. *)

From mathcomp Require Import all_ssreflect all_algebra.
From SLT Require Import UnitMaps.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Ring.

Variables (R : comRingType) (d : nat).
Implicit Types x y z : 'rV[R]_d.

(** The square of a vector (w w^T for a column w) and the symmetric product of two. *)
Definition sq x : 'M[R]_d := x^T *m x.
Definition sprod x y : 'M[R]_d := x^T *m y + y^T *m x.

Lemma sqE x a b : sq x a b = x 0 a * x 0 b.
Proof. by rewrite !mxE big_ord1 !mxE. Qed.

Lemma sprodE x y a b : sprod x y a b = x 0 a * y 0 b + y 0 a * x 0 b.
Proof. by rewrite !mxE !big_ord1 !mxE. Qed.

Lemma sprodC x y : sprod x y = sprod y x.
Proof. by rewrite /sprod addrC. Qed.

Lemma sprodxx x : sprod x x = sq x *+ 2.
Proof. by []. Qed.

Lemma sprod0 x : sprod x 0 = 0.
Proof. by apply/matrixP=> a b; rewrite sprodE !mxE mulr0 mul0r addr0. Qed.

Lemma sprod0x x : sprod 0 x = 0.
Proof. by rewrite sprodC sprod0. Qed.

Lemma sprodDr x y z : sprod x (y + z) = sprod x y + sprod x z.
Proof. by apply/matrixP=> a b; rewrite !(sprodE, mxE) mulrDr mulrDl addrACA. Qed.

Lemma sprodZr c x y : sprod x (c *: y) = c *: sprod x y.
Proof. by apply/matrixP=> a b; rewrite !(sprodE, mxE) mulrDr mulrCA !mulrA. Qed.

Lemma sqZ c x : sq (c *: x) = (c ^+ 2) *: sq x.
Proof. by apply/matrixP=> a b; rewrite !(sqE, mxE) expr2 mulrACA. Qed.

Lemma tr_sq x : (sq x)^T = sq x.
Proof. by apply/matrixP=> a b; rewrite mxE !sqE mulrC. Qed.

Lemma tr_sprod x y : (sprod x y)^T = sprod x y.
Proof. by apply/matrixP=> a b; rewrite mxE !sprodE addrC !(mulrC (_ 0 b)). Qed.

End Ring.

Section Space.

Variables (F : fieldType) (d : nat).

Definition asym (A : 'M[F]_d) : 'M[F]_d := A^T - A.

Lemma asym_is_linear : linear asym.
Proof. by move=> c A B; rewrite /asym linearP /= scalerBr opprD addrACA. Qed.

(** Sym(d). *)
Definition symv : {vspace 'M[F]_d} := lker (linfun (Linear asym_is_linear)).

Lemma symvP A : reflect (A^T = A) (A \in symv).
Proof. by rewrite memv_ker lfunE /= /asym subr_eq0; apply: eqP. Qed.

Lemma sq_symv x : sq x \in symv.
Proof. exact/symvP/tr_sq. Qed.

Lemma sprod_symv x y : sprod x y \in symv.
Proof. exact/symvP/tr_sprod. Qed.

Let P := {ab : 'I_d * 'I_d | (ab.1 <= ab.2)%N}.

Lemma card_upper : #|{: P}| = 'C(d.+1, 2).
Proof.
rewrite card_sig /=.
rewrite -sum1_card (eq_bigl (fun ab : 'I_d * 'I_d => true && (ab.1 <= ab.2)%N)) //.
rewrite -(pair_big_dep xpredT (fun a b : 'I_d => (a <= b)%N) (fun _ _ => 1%N)) /=.
rewrite -triangular_sum big_nat_recl //= add0n.
transitivity (\sum_(a < d) (d - a))%N.
  apply: eq_bigr => a _; rewrite sum1_card.
  rewrite -[RHS](card_ord (d - a)).
  have lt (k : 'I_(d - a)) : (a + k < d)%N by rewrite -ltn_subRL.
  rewrite -(card_imset predT (f := fun k => Ordinal (lt k))); last first.
    by move=> k l [] /addnI ?; apply: val_inj.
  apply: eq_card => b; rewrite unfold_in; apply/idP/imsetP => [ab|[k _ ->]] /=; last first.
    exact: leq_addr.
  have bk : (b - a < d - a)%N by rewrite ltn_sub2r // (leq_ltn_trans ab).
  by exists (Ordinal bk) => //; apply: val_inj; rewrite /= subnKC.
rewrite (reindex_inj rev_ord_inj) /= big_mkord; apply: eq_bigr => a _.
by rewrite subKn.
Qed.

(** dim Sym(d) = d(d+1)/2. *)
Theorem dim_symv : \dim symv = 'C(d.+1, 2).
Proof.
pose r (A : 'M[F]_d) : {ffun P -> F^o} := [ffun ab => A (val ab).1 (val ab).2].
have rl : linear r by move=> c A B; apply/ffunP=> ab; rewrite !ffunE !mxE.
pose L := linfun (Linear rl).
have LE A : L A = r A by rewrite lfunE.
have k0 : (symv :&: lker L = 0)%VS.
  apply/eqP; rewrite -subv0; apply/subvP=> A; rewrite memv_cap => /andP[/symvP At].
  rewrite memv_ker LE memv0 => /eqP/ffunP r0; apply/eqP/matrixP => a b.
  wlog ab : a b / (a <= b)%N.
    move=> W; have [|/ltnW] := leqP a b; first exact: W.
    by move=> ba; rewrite -At mxE W // !mxE.
  by have := r0 (exist _ (a, b) ab); rewrite !ffunE /= mxE.
rewrite -(limg_dim_eq k0) -card_upper.
have -> : (L @: symv = fullv)%VS.
  apply/vspaceP=> g; rewrite memvf; apply/memv_imgP.
  pose c a b : F := if insub (a, b) is Some ab then g ab else 0.
  exists (\matrix_(a, b) if (a <= b)%N then c a b else c b a).
    apply/symvP/matrixP=> a b; rewrite !mxE.
    by case: (ltngtP a b) => // /val_inj ->.
  apply/ffunP=> -[[a b] /= ab]; rewrite LE ffunE mxE /= ab /c insubT.
  by congr (g _); apply: val_inj.
by rewrite dimvf /Vector.dim /= muln1.
Qed.

Theorem dim_symv_half : \dim symv = ((d * d.+1) %/ 2)%N.
Proof. by rewrite dim_symv bin2 mulnC -divn2. Qed.

(** K copies of Sym(d). *)
Variable K : nat.

Definition symvK : {vspace {ffun 'I_K -> 'M[F]_d}} := units_in [finType of 'I_K] symv.

Lemma symvKP (A : {ffun 'I_K -> 'M[F]_d}) : reflect (forall k, A k \in symv) (A \in symvK).
Proof. exact: units_inP. Qed.

(** The dimension of K copies of Sym(d). *)
Theorem dim_symvK : \dim symvK = (K * 'C(d.+1, 2))%N.
Proof. by rewrite dim_units_in card_ord dim_symv. Qed.

End Space.
