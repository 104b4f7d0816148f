(** From the rank of the Jacobian to lambda: theorems G.1 and G.2, from the linear
    algebra of OverparametrisedBiasedQuadratic.v and UnderparametrisedBiasedQuadratic.v and the analytic axioms.

    Pages: Proofs/OverparametrisedBiasedQuadratic.md, Proofs/UnderparametrisedBiasedQuadratic.md.  Program:
    Sources/LLCTheorems/BiasedQuadratic.  Tests:
    Tests/LLCTheoremsTests/OverparametrisedBiasedQuadraticTests.swift,
    Tests/LLCTheoremsTests/UnderparametrisedBiasedQuadraticTests.swift. *)

From Coq Require Import ZArith QArith Lia.
From mathcomp Require Import all_ssreflect all_algebra zify.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian BiasedQuadratic.
From SLT Require Import OverparametrisedBiasedQuadratic UnderparametrisedBiasedQuadratic.
From SLT Require Import PolynomialMaps AnalyticAxioms.
From SLT.Formulas Require Import Numbers Quadratic.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Import Cited.

Section Biased.

Variables (m d : nat).

Notation params := ([vectType rat of weights rat m 1 (d + 1) * rat^o]).
Notation coordinates := ([vectType rat of 'M[rat]_d * ('rV[rat]_d * rat^o)]).

Definition network (x : params) : coordinates := @biased rat_fieldType m d x.1 x.2.

Theorem biased_differential :
  @differential params coordinates network (fun x => @biased_jacobian rat_fieldType m d x.1).
Proof.
exists 2%N, (fun i x h => if val i == 0%N then coordsL rat_fieldType d (Q2 x.1 h.1 0)
  else coordsL rat_fieldType d (Q h.1 0)) => x h t.
rewrite !big_ord_recl big_ord0 addr0 /= addrA.
by case: h => h dc; exact: biased_expansion.
Qed.

Lemma binomial_biased :
  Qeq (overparametrised_biased (Z.of_nat d)) (half_nat 'C(d.+2, 2)).
Proof.
have := mul_bin_diag d.+2 1; rewrite /= bin1 => /(congr1 Z.of_nat).
rewrite -!multE !Nat2Z.inj_mul !Nat2Z.inj_succ.
rewrite /overparametrised_biased /half_nat /half /quarter /Qeq; cbn [Qnum Qden]; lia.
Qed.

(** G.1: some d units have a_j != 0 and independent w_j. *)
Theorem theorem_G_1 (a b : 'I_m -> rat) (w : 'I_m -> 'rV[rat]_d) (f : 'I_d -> 'I_m) (c : rat) :
  (forall i, a (f i) != 0) -> row_free (\matrix_i w (f i)) ->
  exists2 lambda, Qeq lambda (overparametrised_biased (Z.of_nat d)) &
    @learning_coefficient params coordinates network (@biased_weights rat_fieldType m d a w b, c)
      lambda Z.one.
Proof.
move=> a0 independent.
have two : (2%:R : rat) != 0 by [].
have rank := @overparametrised_biased_rank rat_fieldType m d a b w f two a0 independent.
exists (half_nat 'C(d.+2, 2)); first by rewrite binomial_biased; reflexivity.
pose J (x : params) : 'Hom(params, coordinates) := @biased_jacobian rat_fieldType m d x.1.
have here : rank_at J (@biased_weights rat_fieldType m d a w b, c) = 'C(d.+2, 2) by exact: rank.
rewrite -here; apply: (@constant_rank params coordinates network J _ biased_differential) => u.
rewrite here /rank_at; apply: leq_trans (dim_limg_comp _ _) _.
have -> : 'C(d.+2, 2) = \dim (symv rat_fieldType (d + 1)) by rewrite dim_symv addn1.
by apply: dimvS; apply/subvP => _ /memv_imgP[h _ ->]; rewrite matrix_jacobianE dA_sym.
Qed.

(** The rank at any weights is at most that of independent ones: the tangent depends on the span of the
    W_j only, and m vectors span at most m dimensions. *)
Lemma two_choose k : (2 * 'C(k, 2) = k * k.-1)%N.
Proof. by rewrite -mul_bin_diag bin1. Qed.

Lemma tangent_dimension k n (W : 'M[rat]_(k, n)) :
  (k <= n)%N -> (\dim (limg (tangentL W)) + 'C(k, 2) <= k * n)%N.
Proof.
move=> small; have two : (2%:R : rat_fieldType) != 0 by [].
have free_base := row_base_free W.
have count := dim_tangent two free_base.
have inside : (limg (tangentL W) <= limg (tangentL (row_base W)))%VS.
  apply/subvP => _ /memv_imgP[Y _ ->]; apply/memv_imgP.
  have first : (row_base W)^T *m ((col_base W)^T *m Y) = W^T *m Y.
    by rewrite mulmxA -trmx_mul mulmx_base.
  have second : ((col_base W)^T *m Y)^T *m row_base W = Y^T *m W.
    by rewrite trmx_mul trmxK -mulmxA mulmx_base.
  by exists ((col_base W)^T *m Y); rewrite ?memvf // !lfunE /= /tangent first second.
have rank_small := rank_leq_row W; have below := dimvS inside.
move: count rank_small below; set r := \rank W.
set big := \dim (limg (tangentL (row_base W))); move: (\dim (limg (tangentL W))) => dimension.
have := two_choose r; have := two_choose k; move: 'C(r, 2) 'C(k, 2) => cr ck.
move: big r => big r.
nia.
Qed.

Lemma biased_rank_le (th : weights rat m 1 (d + 1)) :
  (m <= d + 1)%N ->
  (\dim (limg (@biased_jacobian rat_fieldType m d th)) + 'C(m, 2) <= m * (d + 1) + 1)%N.
Proof.
move=> small; have two : (2%:R : rat_fieldType) != 0 by [].
pose W : 'M[rat]_(m, d + 1) := \matrix_j (th j).2.
have inside : (limg (matrix_jacobian th) <= limg (tangentL W) + <[sq (bias rat_fieldType d)]>)%VS.
  apply/subvP=> _ /memv_imgP[h _ ->]; rewrite matrix_jacobianE /dA.
  apply: memv_add; last by apply/vlineP; exists (h.2 : rat).
  pose Y : 'M[rat]_(m, d + 1) :=
    \matrix_j (((h.1 j).1 0 0 / 2%:R) *: (th j).2 + (th j).1 0 0 *: (h.1 j).2).
  rewrite ffunE; apply/memv_imgP; exists Y; rewrite ?memvf // lfunE /= tangent_sum.
  apply: eq_bigr => j _; rewrite !rowK sprodDr !sprodZr sprodxx; congr (_ + _).
  by rewrite -[sq _ *+ 2]scaler_nat scalerA mulfVK.
have := tangent_dimension W small; rewrite rank_biased //.
have [bound _] := dimv_add_leqif (limg (tangentL W)) <[sq (bias rat_fieldType d)]>.
have line : (\dim <[sq (bias rat_fieldType d)]> <= 1)%N by rewrite dim_vline leq_b1.
move=> count; apply: leq_trans (leq_add (leq_trans (dimvS inside) bound) (leqnn _)) _.
by rewrite addnAC; apply: leq_add.
Qed.

(** G.2: a_j != 0 and independent w_j. *)
Theorem theorem_G_2 (a b : 'I_m -> rat) (w : 'I_m -> 'rV[rat]_d) (c : rat) :
  (forall j, a j != 0) -> row_free (\matrix_j w j) ->
  exists2 lambda, Qeq lambda (underparametrised_biased (Z.of_nat d) (Z.of_nat m)) &
    @learning_coefficient params coordinates network (@biased_weights rat_fieldType m d a w b, c)
      lambda Z.one.
Proof.
move=> a0 independent; have two : (2%:R : rat_fieldType) != 0 by [].
have rank := @underparametrised_biased_rank rat_fieldType m d a b w two a0 independent.
have small : (m <= d)%N by rewrite -(eqP independent) rank_leq_col.
pose J (x : params) : 'Hom(params, coordinates) := @biased_jacobian rat_fieldType m d x.1.
pose here := (@biased_weights rat_fieldType m d a w b, c) : params.
have {}rank : (rank_at J here + 'C(m, 2) = m * d + m + 1)%N by exact: rank.
exists (half_nat (rank_at J here)).
- have choose : Z.mul 2 (Z.of_nat 'C(m, 2)) = Z.mul (Z.of_nat m) (Z.sub (Z.of_nat m) 1).
    have := two_choose m; case: (m) => [|k]; first by [].
    by move: 'C(_, _) => chosen; rewrite -pred_Sn; nia.
  have triangle := twice_triangle (Z.of_nat m).
  have total : Z.add (Z.of_nat (rank_at J here)) (Z.of_nat 'C(m, 2))
      = Z.add (Z.add (Z.mul (Z.of_nat m) (Z.of_nat d)) (Z.of_nat m)) 1 by lia.
  by rewrite /half_nat /underparametrised_biased /half /Qeq; cbn [Qnum Qden]; lia.
- apply: (@constant_rank params coordinates network J here biased_differential) => u.
  have bound := biased_rank_le u.1 (leq_trans small (leq_addr 1 d)).
  rewrite -(leq_add2r 'C(m, 2)) rank; apply: leq_trans bound _.
  by rewrite mulnDr muln1.
Qed.

End Biased.
