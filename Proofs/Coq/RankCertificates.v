(** What certifies a rank over Q.

    From below: a minor of an integer matrix that a prime q (indeed any integer) does not divide,
    or the rank modulo q ([rank_minor], [rank_modulo]).  From above: as many independent kernel
    vectors as the rank is short of the number of rows or columns ([rank_left_kernel],
    [rank_right_kernel], [rank_kernel]).
    [inverse_modulo] is a checker that computes: it multiplies two integer matrices and compares
    with the identity modulo q.  [rank_checked] says that its answer bounds the rank of a linear
    map over Q from below.

    Page: Proofs/ExactRankCertificate.md.  Program:
    Sources/ExactAlgebra/Certificates/RankCertificate.swift and RankCertificateChecker.swift,
    Sources/Identifiability/Certificates.  Test:
    Tests/ExactAlgebraTests/RankCertificateTests.swift. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra zify ssrZ.
From SLT Require Import UnitMaps.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Minors.

Variable F : fieldType.

Lemma rank_mxsub m n m' n' (f : 'I_m' -> 'I_m) (g : 'I_n' -> 'I_n) (A : 'M[F]_(m, n)) :
  (\rank (mxsub f g A) <= \rank A)%N.
Proof.
have -> : mxsub f g A = rowsub f 1%:M *m A *m colsub g 1%:M.
  by rewrite mul_rowsub_mx mul1mx mulmx_colsub mulmx1 -mxsub_comp /=.
exact: leq_trans (mxrankM_maxl _ _) (mxrankM_maxr _ _).
Qed.

(** A non-zero minor of size r. *)
Lemma rank_nonzero_minor m n r (f : 'I_r -> 'I_m) (g : 'I_r -> 'I_n) (A : 'M[F]_(m, n)) :
  \det (mxsub f g A) != 0 -> (r <= \rank A)%N.
Proof.
move=> d0; apply: leq_trans (rank_mxsub f g A).
by rewrite mxrank_unit // unitmxE unitfE.
Qed.

(** Every matrix has a non-zero minor of the size of its rank. *)
Lemma minor_exists m n (A : 'M[F]_(m, n)) :
  exists f : 'I_(\rank A) -> 'I_m, exists g : 'I_(\rank A) -> 'I_n,
  \det (mxsub f g A) != 0.
Proof.
have [f ff] : exists f : 'I_(\rank A) -> 'I_m, row_free (rowsub f A).
  by have := maxrowsub_free A; eexists; eassumption.
have full : row_full (rowsub f A)^T by rewrite /row_full mxrank_tr.
exists f, (fullrankfun full).
have := fullrowsub_unit full; rewrite -unitmx_tr unitmxE unitfE.
by congr (\det _ != 0); apply/matrixP=> i j; rewrite !mxE.
Qed.

End Minors.

Section Integers.

Variables (m n : nat) (A : 'M[int]_(m, n)).

(** The matrix over Q, and modulo q. *)
Let A_Q : 'M[rat]_(m, n) := map_mx intr A.

(** A minor that some integer q does not divide. *)
Theorem rank_minor r (f : 'I_r -> 'I_m) (g : 'I_r -> 'I_n) (q : int) :
  ~~ (q %| \det (mxsub f g A))%Z -> (r <= \rank A_Q)%N.
Proof.
move=> qd; apply: (@rank_nonzero_minor _ _ _ _ f g).
have -> : mxsub f g A_Q = map_mx intr (mxsub f g A).
  by apply/matrixP=> i j; rewrite !mxE.
rewrite det_map_mx intr_eq0.
by apply: contraNneq qd => ->; apply: dvdz0.
Qed.

(** The rank modulo a prime is at most the rank over Q. *)
Theorem rank_modulo q : prime q ->
  (\rank (map_mx intr A : 'M['F_q]_(m, n)) <= \rank A_Q)%N.
Proof.
move=> qp; have [f [g]] := minor_exists (map_mx intr A : 'M['F_q]_(m, n)).
have -> : mxsub f g (map_mx intr A) = map_mx intr (mxsub f g A) :> 'M['F_q]__.
  by apply/matrixP=> i j; rewrite !mxE.
rewrite det_map_mx => d0; apply: (@rank_minor _ f g q).
apply: contraNN d0 => /dvdzP[c ->].
have q0 : (q%:Z)%:~R = 0 :> 'F_q by rewrite -[LHS]/(q%:R) char_Fp_0.
by rewrite rmorphM /= q0 mulr0.
Qed.

End Integers.

Section Kernels.

Variable F : fieldType.

Theorem rank_left_kernel m n k (A : 'M[F]_(m, n)) (B : 'M_(k, m)) :
  B *m A = 0 -> row_free B -> (\rank A <= m - k)%N.
Proof.
move=> /mulmx0_rank_max BA /eqP kB; have : (\rank B + \rank A <= m)%N by [].
by rewrite [X in (X + _)%N]kB => /(leq_sub2r k); rewrite addKn.
Qed.

Theorem rank_right_kernel m n k (A : 'M[F]_(m, n)) (B : 'M_(n, k)) :
  A *m B = 0 -> row_free B^T -> (\rank A <= n - k)%N.
Proof.
move=> AB kB; rewrite -mxrank_tr; apply: rank_left_kernel kB.
by rewrite -trmx_mul AB trmx0.
Qed.

(** The same for a linear map: k independent vectors in the kernel. *)
Theorem rank_kernel (U V : vectType F) (f : 'Hom(U, V)) (X : seq U) :
  (forall x, x \in X -> f x = 0) -> free X -> (\dim (limg f) <= Vector.dim U - size X)%N.
Proof.
move=> X0 /eqP <-; rewrite -(rank_nullity f) -[X in (X <= _)%N](addKn (\dim <<X>>)).
rewrite leq_sub2r // leq_add2r dimvS //; apply/span_subvP => x xX.
by rewrite memv_ker X0.
Qed.

(** Vectors are independent if a square matrix of their values has a non-zero determinant. *)
Theorem free_values (U : vectType F) r (h : 'I_r -> U) (g : 'I_r -> U -> F^o) :
  (forall j, linear (g j)) -> \det (\matrix_(i, j) g j (h i)) != 0 ->
  free [tuple h i | i < r].
Proof.
move=> gl d0; apply/freeP => c c0 i.
have : (\row_i c i) *m (\matrix_(i, j) g j (h i)) = 0.
  apply/rowP=> j; rewrite !mxE.
  have := congr1 (Linear (gl j)) c0; rewrite linear0 linear_sum => c0j.
  rewrite -[RHS]c0j; apply: eq_bigr => k _.
  by rewrite linearZ /= (nth_map k) ?size_enum_ord // nth_ord_enum !mxE.
move/(congr1 (fun v => v *m invmx (\matrix_(i, j) g j (h i)))).
rewrite mul0mx mulmxK ?unitmxE ?unitfE // => /rowP/(_ i).
by rewrite !mxE.
Qed.

(** Independent values bound the rank from below. *)
Theorem rank_values (U V : vectType F) (f : 'Hom(U, V)) r (h : 'I_r -> U)
    (g : 'I_r -> V -> F^o) :
  (forall j, linear (g j)) -> \det (\matrix_(i, j) g j (f (h i))) != 0 ->
  (r <= \dim (limg f))%N.
Proof.
move=> gl d0; have fX := free_values (h := fun i => f (h i)) gl d0.
rewrite -[r](size_tuple [tuple f (h i) | i < r]) -(eqP fX) dimvS //; apply/span_subvP => x.
by move=> /tnthP[i ->]; rewrite tnth_mktuple memv_img ?memvf.
Qed.

End Kernels.

Delimit Scope Z_scope with ZZ.

(** A check is evaluated once, by the virtual machine, when its theorem is closed. *)
Ltac computed := vm_cast_no_check (erefl true).

(** The checker.  Matrices are functions of two natural numbers; everything computes in Z. *)

Fixpoint zsum (n : nat) (f : nat -> Z) : Z :=
  if n is k.+1 then (zsum k f + f k)%ZZ else 0%ZZ.

Fixpoint all_below (n : nat) (p : nat -> bool) : bool :=
  if n is k.+1 then all_below k p && p k else true.

(** Matrices as lists, so that every entry is computed once. *)
Definition entry (l : seq (seq Z)) (i j : nat) : Z := nth 0%ZZ (nth [::] l i) j.
Definition table (r : nat) (N : nat -> nat -> Z) : seq (seq Z) :=
  [seq [seq N i j | j <- iota 0 r] | i <- iota 0 r].

Lemma tableE r N (i j : 'I_r) : entry (table r N) i j = N i j.
Proof. by rewrite /entry !(nth_map 0%N) ?size_iota ?nth_iota ?add0n. Qed.

Definition inverse_modulo (r : nat) (q : Z) (N B : nat -> nat -> Z) : bool :=
  let T := table r N in
  (1 <? q)%ZZ && all_below r (fun i => all_below r (fun j =>
    ((zsum r (fun k => entry T i k * B k j)%ZZ) mod q =? (if i == j then 1 else 0))%ZZ)).

Lemma all_belowP n p : all_below n p -> forall i : 'I_n, p i.
Proof.
elim: n => [_ []//|n IH] /= /andP[/IH pn pn1] i.
have [lt|ge] := ltnP i n; first exact: (pn (Ordinal lt)).
by have -> : i = n :> nat by apply/eqP; rewrite eqn_leq ge -ltnS ltn_ord.
Qed.

Lemma zsumE n f : zsum n f = \sum_(i < n) f i.
Proof. by elim: n => [|n IH] /=; rewrite ?big_ord0 // big_ord_recr /= IH. Qed.

(** An integer as a rational number. *)
Definition Q_of_Z (x : Z) : rat := (int_of_Z x)%:~R.

Theorem inverse_modulo_det r q N B : inverse_modulo r q N B ->
  \det (\matrix_(i < r, j < r) Q_of_Z (N i j)) != 0.
Proof.
case/andP=> /Z.ltb_lt q1 chk.
pose NZ : 'M[int]_r := \matrix_(i, j) int_of_Z (N i j).
pose BZ : 'M[int]_r := \matrix_(i, j) int_of_Z (B i j).
have -> : \matrix_(i < r, j < r) Q_of_Z (N i j) = map_mx intr NZ.
  by apply/matrixP=> i j; rewrite !mxE.
rewrite det_map_mx intr_eq0.
pose n := Z.to_nat q; have n1 : (1 < n)%N by rewrite /n; lia.
have NB : map_mx (intr : int -> 'Z_n) (NZ *m BZ) = 1%:M.
  apply/matrixP=> i j; rewrite !mxE.
  have /Z.eqb_eq := all_belowP (all_belowP chk i) j; rewrite zsumE => e.
  have -> : \sum_k NZ i k * BZ k j = int_of_Z (\sum_(k < r) (N i k * B k j)%ZZ).
    by rewrite rmorph_sum; apply: eq_bigr => k _; rewrite !mxE -rmorphM.
  rewrite (eq_bigr (fun k : 'I_r => entry (table r N) i k * B k j)%ZZ) => [|k _]; last first.
    by rewrite tableE.
  rewrite [X in int_of_Z X](Z.div_mod _ q); last lia.
  rewrite rmorphD rmorphM intrD intrM /= e.
  have -> : (int_of_Z q)%:~R = 0 :> 'Z_n.
    have -> : int_of_Z q = n%:Z by rewrite /n; lia.
    exact: char_Zp.
  rewrite mul0r add0r -val_eqE /=.
  by case: eqP.
apply/eqP => d0; have := congr1 (fun M => \det M) NB.
rewrite det_map_mx det_mulmx d0 mul0r det1 => /eqP.
by rewrite eq_sym oner_eq0.
Qed.

(** What the checker proves about a linear map f over Q: the integers N i j are the values of
    f (h i) under the linear functionals g j, and B inverts N modulo q. *)
Theorem rank_checked (U V : vectType rat) (f : 'Hom(U, V)) r (h : 'I_r -> U)
    (g : 'I_r -> V -> rat^o) q (N B : nat -> nat -> Z) :
  (forall j, linear (g j)) -> (forall i j, g j (f (h i)) = Q_of_Z (N i j)) ->
  inverse_modulo r q N B -> (r <= \dim (limg f))%N.
Proof.
move=> gl gN /inverse_modulo_det d0; apply: (rank_values (h := h) gl).
suff -> : \matrix_(i, j) g j (f (h i)) = \matrix_(i < r, j < r) Q_of_Z (N i j) by [].
by apply/matrixP=> i j; rewrite !mxE gN.
Qed.

(** From above: kernel vectors h i whose values N i j are inverted by B modulo q. *)
Theorem kernel_values_checked (U V : vectType rat) (f : 'Hom(U, V)) r (h : 'I_r -> U)
    (g : 'I_r -> U -> rat^o) q (N B : nat -> nat -> Z) :
  (forall i, f (h i) = 0) -> (forall j, linear (g j)) ->
  (forall i j, g j (h i) = Q_of_Z (N i j)) -> inverse_modulo r q N B ->
  (\dim (limg f) <= Vector.dim U - r)%N.
Proof.
move=> h0 gl gN /inverse_modulo_det d0.
have fX : free [tuple h i | i < r].
  apply: (free_values gl).
  suff -> : \matrix_(i, j) g j (h i) = \matrix_(i < r, j < r) Q_of_Z (N i j) by [].
  by apply/matrixP=> i j; rewrite !mxE gN.
have := rank_kernel (f := f) _ fX; rewrite size_tuple; apply => x /tnthP[i ->].
by rewrite tnth_mktuple.
Qed.

(** The checker as a proof of independence: no non-zero combination of the rows of N vanishes. *)
Theorem inverse_modulo_independent r q N B (x : 'I_r -> rat) : inverse_modulo r q N B ->
  (forall j : 'I_r, \sum_i x i * Q_of_Z (N i j) = 0) -> forall i, x i = 0.
Proof.
move=> /inverse_modulo_det d0 x0 i; pose M : 'M[rat]_r := \matrix_(i, j) Q_of_Z (N i j).
have xM : \row_i x i *m M = 0.
  by apply/rowP=> j; rewrite !mxE -[RHS](x0 j); apply: eq_bigr => k _; rewrite !mxE.
have := congr1 (fun v => v *m invmx M) xM.
by rewrite mul0mx mulmxK ?unitmxE ?unitfE // => /rowP/(_ i); rewrite !mxE.
Qed.

Lemma Q_of_Z_is_rmorphism : rmorphism Q_of_Z.
Proof. by split; [move=> x y|split=> [x y|]]; rewrite /Q_of_Z ?rmorphB ?rmorphM. Qed.
Canonical Q_of_Z_additive := Additive Q_of_Z_is_rmorphism.
Canonical Q_of_Z_rmorphism := RMorphism Q_of_Z_is_rmorphism.

Lemma Q_of_ZM x y : Q_of_Z (x * y)%ZZ = Q_of_Z x * Q_of_Z y.
Proof. exact: rmorphM. Qed.

Lemma Q_of_ZD x y : Q_of_Z (x + y)%ZZ = Q_of_Z x + Q_of_Z y.
Proof. exact: rmorphD. Qed.

Lemma Q_of_zsum n f : Q_of_Z (zsum n f) = \sum_(i < n) Q_of_Z (f i).
Proof. by rewrite zsumE rmorph_sum. Qed.

Lemma Q_of_Z_eq0 x : (Q_of_Z x == 0) = (x =? 0)%ZZ.
Proof. by rewrite /Q_of_Z intr_eq0; apply/eqP/Z.eqb_spec; lia. Qed.

(** Double indices. *)
Lemma sum_flat m d (f : nat -> nat -> rat) :
  \sum_(i < m * d) f (i %/ d)%N (i %% d)%N = \sum_(j < m) \sum_(c < d) f j c.
Proof.
case: d => [|d]; first by rewrite muln0 big_ord0 big1 // => j _; rewrite big_ord0.
rewrite -(big_mkord xpredT (fun i => f (i %/ d.+1)%N (i %% d.+1)%N)) big_nat_mul big_mkord.
apply: eq_bigr => j _; rewrite -{1}[(j * d.+1)%N]add0n big_addn mulSn addnK big_mkord.
apply: eq_bigr => c _; rewrite addnC divnMDl // modnMDl divn_small // modn_small // addn0.
by [].
Qed.
