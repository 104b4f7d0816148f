(** 5.3-exact: on n distinct one-hot pairs the squares (u(a) + s(b))^2 span all functions of the
    pairs, dimension n, and centred those of mean zero, dimension n - 1; for all pairs p^2 and
    p^2 - 1.

    Characteristic not 2 (and n not 0 where means are taken).  [features_separate]: no combination
    of the pairs vanishes on all squares.  [pairs_features_rank], [centred_pairs_features_rank]:
    for every width m some W gives rank min(m, n), centred min(m, n-1), and no W gives more; that
    almost every W does is the analytic part.

    Page: Proofs/ModularAdditionFeatures.md.  Program:
    Sources/LLCTheorems/Features/ModularAdditionFeatures.swift.  Test:
    Tests/LLCTheoremsTests/ModularAdditionFeaturesTests.swift. *)

From mathcomp Require Import all_ssreflect all_algebra ring.
From SLT Require Import UnitMaps DataAwareBounds PolynomialFeatures.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Centring.

Variables (F : fieldType) (n : nat).

(** Subtract the mean over n samples, from the left. *)
Definition centring_mx : 'M[F]_n := 1%:M - (n%:R)^-1 *: const_mx 1.

Hypothesis n0 : (n%:R : F) != 0.

Theorem centring_mx_mean k (A : 'M[F]_(n, k)) : const_mx 1 *m (centring_mx *m A) = 0 :> 'rV_k.
Proof.
rewrite mulmxA mulmxBr mulmx1 -scalemxAr.
have -> : (const_mx 1 : 'rV[F]_n) *m (const_mx 1 : 'M[F]_n) = n%:R *: const_mx 1.
  apply/rowP=> j; rewrite !mxE mulr1 (eq_bigr (fun _ => 1)) => [|i _]; last by rewrite !mxE mulr1.
  by rewrite sumr_const card_ord.
by rewrite scalerA mulVf // scale1r subrr mul0mx.
Qed.

Theorem rank_centring_mx : \rank centring_mx = (n - 1)%N.
Proof.
have np : (0 < n)%N by rewrite lt0n; apply: contraNneq n0 => ->.
apply/eqP; rewrite eqn_leq; apply/andP; split.
  have := centring_mx_mean 1%:M; rewrite mulmx1 => /mulmx0_rank_max.
  have -> : \rank (const_mx 1 : 'rV[F]_n) = 1%N.
    rewrite rank_rV; case: eqP => // /rowP/(_ (Ordinal np))/eqP.
    by rewrite !mxE oner_eq0.
  by move/(leq_sub2r 1); rewrite addKn.
rewrite leq_subLR -[X in (X <= _)%N](mxrank1 F) addnC.
have {1}-> : 1%:M = centring_mx + (n%:R)^-1 *: const_mx 1 by rewrite subrK.
apply: leq_trans (mxrank_add _ _) _; rewrite leq_add2l.
apply: leq_trans (mxrank_scale _ _) _.
have -> : const_mx 1 = (const_mx 1 : 'cV[F]_n) *m (const_mx 1 : 'rV[F]_n).
  by apply/matrixP=> i j; rewrite !mxE big_ord1 !mxE mulr1.
exact: leq_trans (mxrankM_maxr _ _) (rank_leq_row _).
Qed.

End Centring.

Section Pairs.

Variables (F : fieldType) (p n : nat) (e : 'I_n -> 'I_p * 'I_p).
Hypotheses (char2 : (2%:R : F) != 0) (e_inj : injective e).

(** The inputs, one row for each pair. *)
Definition pairs_matrix : 'M[F]_(n, p + p) := \matrix_i pair_input F (e i).

(** Three hidden units for each pair: e_a + e_b, e_a and e_b. *)
Definition pairs_units : 'M[F]_(p + p, n + (n + n)) :=
  row_mx (\matrix_(i < p + p, t < n) pair_input F (e t) 0 i)
    (row_mx (\matrix_(i, t) (row_mx (delta_mx 0 (e t).1) 0 : 'rV[F]_(p + p)) 0 i)
            (\matrix_(i, t) (row_mx 0 (delta_mx 0 (e t).2) : 'rV[F]_(p + p)) 0 i)).

Let response (w : 'I_n -> 'rV[F]_(p + p)) i t :
  (pairs_matrix *m (\matrix_(i, t) w t 0 i)) i t = dot (w t) (pair_input F (e i)).
Proof. by rewrite mxE dotE; apply: eq_bigr => k _; rewrite !mxE mulrC. Qed.

(** Their squares combine to twice the indicator of the pair. *)
Lemma pairs_indicators :
  power 2 (pairs_matrix *m pairs_units) *m
    col_mx 1%:M (col_mx (- 1%:M) (- 1%:M)) = (2%:R)%:M.
Proof.
rewrite /pairs_units !mul_mx_row /power !map_row_mx !mul_row_col !mulmxN !mulmx1.
apply/matrixP=> i t; have entry (A B C : 'M[F]_n) : (A + (- B - C)) i t = A i t + (- B i t - C i t).
  by rewrite !mxE.
have sqr (A : 'M[F]_n) : (map_mx (fun x => x ^+ 2) A) i t = A i t ^+ 2 by rewrite mxE.
rewrite entry !sqr !response [in dot (pair_input F (e t)) _]/pair_input !dot_pair.
rewrite [(0 : 'rV_p) 0 (e i).1]mxE [(0 : 'rV_p) 0 (e i).2]mxE add0r addr0.
rewrite ![(delta_mx _ _) _ _]mxE !eqxx /=.
have -> : (2%:R)%:M i t = (((e i).1 == (e t).1) && ((e i).2 == (e t).2))%:R *+ 2 :> F.
  by rewrite -xpair_eqE -!surjective_pairing (inj_eq e_inj) mxE; case: eqP => _; rewrite ?mul0rn.
by case: (_ == _) => /=; case: (_ == _) => /=; rewrite -!natrX -?natrD ?addr0 ?add0r; ring.
Qed.

Lemma rank_pairs_units : \rank (power 2 (pairs_matrix *m pairs_units)) = n.
Proof.
apply/eqP; rewrite eqn_leq rank_leq_row /=.
apply: (@leq_trans (\rank ((2%:R)%:M : 'M[F]_n))); last by rewrite -pairs_indicators mxrankM_maxl.
by rewrite mxrank_unit // unitmxE det_scalar unitfE expf_neq0.
Qed.

(** As functions of (u, s) the squares at the pairs are independent. *)
Theorem features_separate (c : 'I_n -> F) :
  (forall u s : 'rV[F]_p, \sum_i c i * (u 0 (e i).1 + s 0 (e i).2) ^+ 2 = 0) ->
  forall i, c i = 0.
Proof.
move=> c0; have fr : row_free (power 2 (pairs_matrix *m pairs_units)).
  by rewrite /row_free rank_pairs_units.
have z : \row_i c i *m power 2 (pairs_matrix *m pairs_units) = 0.
  apply/rowP=> t; pose w : 'rV[F]_(p + p) := (col t pairs_units)^T.
  rewrite !mxE -[RHS](c0 (lsubmx w) (rsubmx w)); apply: eq_bigr => i _.
  rewrite -dot_pair hsubmxK [(\row_i c i) 0 i]mxE /power [map_mx _ _ i t]mxE.
  suff -> : (pairs_matrix *m pairs_units) i t = dot w (pair_input F (e i)) by [].
  by rewrite mxE dotE; apply: eq_bigr => k _; rewrite !mxE mulrC.
have /(row_free_inj fr)/rowP e0 : \row_i c i *m power 2 (pairs_matrix *m pairs_units) =
    0 *m power 2 (pairs_matrix *m pairs_units) by rewrite mul0mx.
by move=> i; have := e0 i; rewrite !mxE.
Qed.

Theorem centred_rank_pairs_units : (n%:R : F) != 0 ->
  \rank (centring_mx F n *m power 2 (pairs_matrix *m pairs_units)) = (n - 1)%N.
Proof.
move=> n0; rewrite mxrankMfree ?rank_centring_mx //.
by rewrite /row_free rank_pairs_units.
Qed.

(** The rank of the features at width m: never more than, and for some W, min(m, n), *)
Theorem pairs_features_rank_le m (W : 'M[F]_(p + p, m)) :
  (\rank (power 2 (pairs_matrix *m W)) <= minn m n)%N.
Proof. by rewrite leq_min rank_leq_col rank_leq_row. Qed.

Theorem pairs_features_rank m : (0 < n)%N -> exists W : 'M[F]_(p + p, m),
  \rank (power 2 (pairs_matrix *m W)) = minn m n.
Proof.
move=> np; have m0 : (0 < n + (n + n))%N by rewrite addn_gt0 np.
have [W] := @width_rank F 2 n (p + p) pairs_matrix _ pairs_units n 1%:M m m0.
by rewrite !mul1mx rank_pairs_units => r; exists W.
Qed.

(** centred min(m, n - 1). *)
Theorem centred_pairs_features_rank_le m (W : 'M[F]_(p + p, m)) : (n%:R : F) != 0 ->
  (\rank (centring_mx F n *m power 2 (pairs_matrix *m W)) <= minn m (n - 1))%N.
Proof.
by move=> n0; rewrite leq_min rank_leq_col -(rank_centring_mx n0) mxrankM_maxl.
Qed.

Theorem centred_pairs_features_rank m : (n%:R : F) != 0 -> exists W : 'M[F]_(p + p, m),
  \rank (centring_mx F n *m power 2 (pairs_matrix *m W)) = minn m (n - 1).
Proof.
move=> n0; have np : (0 < n)%N by rewrite lt0n; apply: contraNneq n0 => ->.
have m0 : (0 < n + (n + n))%N by rewrite addn_gt0 np.
have [W] := @width_rank F 2 n (p + p) pairs_matrix _ pairs_units n (centring_mx F n) m m0.
by rewrite centred_rank_pairs_units // => r; exists W.
Qed.

End Pairs.

(** All p^2 pairs. *)
Section AllPairs.

Variables (F : fieldType) (p : nat).
Hypothesis char2 : (2%:R : F) != 0.

Notation all_pairs := (@enum_val [finType of 'I_p * 'I_p] predT).

Lemma card_all_pairs : #|[finType of 'I_p * 'I_p]| = (p ^ 2)%N.
Proof. by rewrite card_prod !card_ord mulnn. Qed.

Theorem all_pairs_features_rank m : (0 < p)%N -> exists W : 'M[F]_(p + p, m),
  \rank (power 2 (pairs_matrix F all_pairs *m W)) = minn m (p ^ 2).
Proof.
move=> p0; have [|W] := pairs_features_rank char2 (@enum_val_inj [finType of 'I_p * 'I_p] predT) m.
  by rewrite card_all_pairs expn_gt0 p0.
by move=> r; exists W; rewrite r; congr minn; apply: card_all_pairs.
Qed.

Theorem centred_all_pairs_features_rank m : (p%:R : F) != 0 -> exists W : 'M[F]_(p + p, m),
  \rank (centring_mx F _ *m power 2 (pairs_matrix F all_pairs *m W)) = minn m (p ^ 2 - 1).
Proof.
move=> p0.
have [|W] := centred_pairs_features_rank char2 (@enum_val_inj [finType of 'I_p * 'I_p] predT) m.
  by rewrite card_all_pairs natrX expf_neq0.
by move=> r; exists W; rewrite r; congr (minn m (_ - 1)); apply: card_all_pairs.
Qed.

End AllPairs.
