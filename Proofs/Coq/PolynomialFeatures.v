(** 5.3 and E.7: the features (w . x_i)^q of n inputs, the rows of X, at the columns w of W.

    For q >= 1 and every W the matrix of features has rank at most C(r+q-1, q), r = rank X
    ([features_rank_le]); some W of r columns gives rank r ([features_rank_ge]).  So the dimension
    s of the span of all features lies between r and C(r+q-1, q).  Centring multiplies by a matrix
    from the left, so the upper bound remains ([centred_features_rank_le]).
    [width_rank]: of any W0 with feature rank s one can choose m columns, repeated if necessary, of
    rank min(m, s); that almost every W of m columns has this rank is the analytic part.
    With these features frozen K outputs have rank K rank Phi, RandomFeatures.v.

    Page: Proofs/PolynomialFeatures.md.  Program:
    Sources/LLCTheorems/Features/PolynomialFeatures.swift.  Test:
    Tests/LLCTheoremsTests/PolynomialFeaturesTests.swift. *)

From mathcomp Require Import all_ssreflect all_algebra zify.
From SLT Require Import UnitMaps RankCertificates.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Features.

Variables (F : fieldType) (q : nat).

(** Entry by entry, sigma(u) = u^q. *)
Definition power m n (A : 'M[F]_(m, n)) : 'M[F]_(m, n) := map_mx (fun x => x ^+ q) A.

Section Monomials.

Variables (n r m : nat) (A : 'M[F]_(n, r.+1)) (Y : 'M[F]_(r.+1, m)).

(** Monomials of degree q in r+1 variables are sorted q-tuples. *)
Let S := [set t : q.-tuple 'I_r.+1 | sorted leq (map val t)].

Let sorted_of (f : {ffun 'I_q -> 'I_r.+1}) : q.-tuple 'I_r.+1 :=
  [tuple of sort (relpre val leq) [tuple f l | l < q]].

Lemma sorted_ofP f : sorted_of f \in S.
Proof. by rewrite inE sorted_map sort_sorted // => a b; apply: leq_total. Qed.

Lemma prod_sorted_of f (c : 'I_r.+1 -> F) : \prod_(k <- sorted_of f) c k = \prod_l c (f l).
Proof.
rewrite (perm_big [tuple f l | l < q]) /=; last by rewrite perm_sort.
by rewrite big_map big_enum.
Qed.

Lemma rank_power_mul : (\rank (power (A *m Y)) <= 'C(q + r, q))%N.
Proof.
rewrite -card_sorted_tuples -/S.
pose mono (t : 'I_#|S|) : q.-tuple 'I_r.+1 := enum_val t.
pose G : 'M[F]_(n, #|S|) := \matrix_(i, t) \prod_(k <- mono t) A i k.
pose H : 'M[F]_(#|S|, m) :=
  \matrix_(t, j) \sum_(f : {ffun 'I_q -> 'I_r.+1} | sorted_of f == mono t) \prod_l Y (f l) j.
suff -> : power (A *m Y) = G *m H.
  exact: leq_trans (mxrankM_maxl _ _) (rank_leq_col _).
apply/matrixP=> i j; rewrite !mxE.
have -> : (\sum_k A i k * Y k j) ^+ q = \prod_(l < q) \sum_k A i k * Y k j.
  by rewrite prodr_const card_ord.
rewrite bigA_distr_bigA /= (partition_big sorted_of (mem S)) /= => [|f _]; last exact: sorted_ofP.
rewrite big_enum_val /=; apply: eq_bigr => t _; rewrite !mxE mulr_sumr.
apply: eq_bigr => f /eqP ft; rewrite big_split /= /mono -ft prod_sorted_of.
by [].
Qed.

End Monomials.

Variables (n d : nat) (X : 'M[F]_(n, d)).
Hypothesis q0 : (0 < q)%N.

Theorem features_rank_le m (W : 'M[F]_(d, m)) :
  (\rank (power (X *m W)) <= 'C(\rank X + q - 1, q))%N.
Proof.
have XW : X *m W = col_base X *m (row_base X *m W) by rewrite mulmxA mulmx_base.
move: (col_base X) (row_base X *m W) XW; move eqr: (\rank X) => r.
case: r eqr => [|r] eqr A Y ->; last first.
  by have := rank_power_mul A Y; rewrite addSn subn1 /= addnC.
suff -> : power (A *m Y) = 0 by rewrite mxrank0.
by apply/matrixP=> i j; rewrite !mxE big_ord0 expr0n (gtn_eqF q0).
Qed.

Theorem centred_features_rank_le m (W : 'M[F]_(d, m)) n' (P : 'M[F]_(n', n)) :
  (\rank (P *m power (X *m W)) <= 'C(\rank X + q - 1, q))%N.
Proof. exact: leq_trans (mxrankM_maxr _ _) (features_rank_le W). Qed.

Theorem features_rank_ge : exists W : 'M[F]_(d, \rank X), \rank (power (X *m W)) = \rank X.
Proof.
have [f [g d0]] := minor_exists X.
have Nu : mxsub f g X \in unitmx by rewrite unitmxE unitfE.
exists (colsub g 1%:M *m invmx (mxsub f g X)).
apply/eqP; rewrite eqn_leq rank_leq_col /=.
have e : mxsub f id (power (X *m (colsub g 1%:M *m invmx (mxsub f g X)))) = 1%:M.
  have -> : X *m (colsub g 1%:M *m invmx (mxsub f g X)) = colsub g X *m invmx (mxsub f g X).
    by rewrite mulmxA mulmx_colsub mulmx1.
  have s : rowsub f (colsub g X *m invmx (mxsub f g X)) = 1%:M.
    by rewrite -mul_rowsub_mx -mxsub_comp /= mulmxV.
  apply/matrixP=> i j; have := congr1 (fun B : 'M_(\rank X) => B i j) s.
  rewrite !mxE => ->; case: (i == j); first exact: expr1n.
  by rewrite expr0n (gtn_eqF q0).
by rewrite -[X in (X <= _)%N](mxrank1 F) -e rank_mxsub.
Qed.

(** m columns of rank min(m, s). *)
Theorem width_rank m0 (W0 : 'M[F]_(d, m0)) n' (P : 'M[F]_(n', n)) m : (0 < m0)%N ->
  exists W : 'M[F]_(d, m),
    \rank (P *m power (X *m W)) = minn m (\rank (P *m power (X *m W0))).
Proof.
move=> m00; set B := P *m power (X *m W0).
have colB k (g : 'I_k -> 'I_m0) : P *m power (X *m colsub g W0) = colsub g B.
  rewrite /B -mulmx_colsub; congr (P *m _); rewrite mulmx_colsub.
  by apply/matrixP=> i j; rewrite !mxE.
have [f [g d0]] := minor_exists B.
pose h (k : 'I_m) : 'I_m0 := if insub (val k) is Some k' then g k' else Ordinal m00.
exists (colsub h W0); rewrite colB; apply/eqP; rewrite eqn_leq leq_min rank_leq_col /=.
have Bh : (\rank (colsub h B) <= \rank B)%N by rewrite rank_mxsub.
rewrite Bh /=; have [le|lt] := leqP (\rank B) m.
  have -> : \rank B = \rank (mxsub f g B) by rewrite mxrank_unit // unitmxE unitfE.
  have -> : mxsub f g B = mxsub f (widen_ord le) (colsub h B).
    by apply/matrixP=> i j; rewrite !mxE /h /= valK.
  exact: rank_mxsub.
have fr : row_free (mxsub f g B)^T by rewrite row_free_unit unitmx_tr unitmxE unitfE.
have -> : colsub h B = colsub (widen_ord (ltnW lt)) (colsub g B).
  apply/matrixP=> i j; rewrite !mxE /h.
  have jr : (val j < \rank B)%N by apply: ltn_trans lt; apply: ltn_ord.
  by rewrite insubT /=; have -> : Ordinal jr = widen_ord (ltnW lt) j by apply: val_inj.
rewrite -mxrank_tr; apply: leq_trans (rank_mxsub id f _).
have -> : mxsub id f (colsub (widen_ord (ltnW lt)) (colsub g B))^T
    = rowsub (widen_ord (ltnW lt)) (mxsub f g B)^T.
  by apply/matrixP=> i j; rewrite !mxE.
have -> : rowsub (widen_ord (ltnW lt)) (mxsub f g B)^T
    = rowsub (widen_ord (ltnW lt)) 1%:M *m (mxsub f g B)^T.
  by rewrite mul_rowsub_mx mul1mx.
rewrite mxrankMfree //; set R := rowsub _ _.
have RR : R *m R^T = 1%:M :> 'M[F]_m.
  rewrite mul_rowsub_mx mul1mx; apply/matrixP=> i j; rewrite !mxE.
  by rewrite -val_eqE -[RHS]/((val i == val j)%:R) eq_sym.
apply: (@leq_trans (\rank (R *m R^T))); last exact: mxrankM_maxl.
by rewrite RR mxrank1.
Qed.

End Features.
