(** 5.5 corrected: what one unit without output weights, without input weights, or without both adds at
    most, and the upper end of the interval, from the analytic axioms.

    A unit (v, w) has the outputs v_k (w . x)^2; its coordinates are v_k w^T w (row vectors), and what the
    loss sees of them is a linear image, L: the identity at level 1, the values on the inputs, centred or not,
    at levels 2 and 3.

    Page: Proofs/InactiveUnits.md. Program: Sources/LLCTheorems/InactiveUnits/InactiveUnits.swift.
    Test: Tests/LLCTheoremsTests/InactiveUnitsTests.swift. *)

From Coq Require Import ZArith QArith Lia.
From mathcomp Require Import all_ssreflect all_algebra ring.
From SLT Require Import PolynomialMaps AnalyticAxioms.
From SLT.Formulas Require Import Numbers.
From SLT.Formulas Require InactiveUnits.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Import Cited.

Fact cubic (R : comRingType) (v x y dv dx dy t : R) :
  (v + t * dv) * ((x + t * dx) * (y + t * dy)) =
  v * (x * y) + t * (dv * (x * y) + v * (x * dy) + v * (dx * y))
  + (t ^+ 2 * (dv * (x * dy) + dv * (dx * y) + v * (dx * dy)) + t ^+ 3 * (dv * (dx * dy))).
Proof. ring. Qed.

Section OneUnit.

Variables (K s : nat) (V : vectType rat).

Notation unit_weights := ([vectType rat of 'rV[rat]_K * 'rV[rat]_s]).
Notation coordinates := ([vectType rat of {ffun 'I_K -> 'M[rat]_s}]).

Variable L : 'Hom(coordinates, V).

Definition tensor (v : 'rV[rat]_K) (x y : 'rV[rat]_s) : coordinates :=
  [ffun k => v 0 k *: (x^T *m y)].

Definition unit_map (u : unit_weights) : V := L (tensor u.1 u.2 u.2).

Definition unit_move (u h : unit_weights) : coordinates :=
  tensor h.1 u.2 u.2 + tensor u.1 u.2 h.2 + tensor u.1 h.2 u.2.

Lemma tensorDl v v' x y t : tensor (v + t *: v') x y = tensor v x y + t *: tensor v' x y.
Proof. by apply/ffunP => k; rewrite !ffunE !mxE scalerDl scalerA. Qed.

Lemma tensorDm v x x' y t : tensor v (x + t *: x') y = tensor v x y + t *: tensor v x' y.
Proof.
apply/ffunP => k; rewrite !ffunE linearD linearZ mulmxDl -scalemxAl scalerDr !scalerA.
by rewrite mulrC.
Qed.

Lemma tensorDr v x y y' t : tensor v x (y + t *: y') = tensor v x y + t *: tensor v x y'.
Proof.
apply/ffunP => k; rewrite !ffunE mulmxDr -scalemxAr scalerDr !scalerA.
by rewrite mulrC.
Qed.

Lemma tensor0v x y : tensor 0 x y = 0.
Proof. by apply/ffunP => k; rewrite !ffunE mxE scale0r. Qed.

Lemma tensorv0 v y : tensor v 0 y = 0.
Proof. by apply/ffunP => k; rewrite !ffunE trmx0 mul0mx scaler0. Qed.

Lemma tensorvx0 v x : tensor v x 0 = 0.
Proof. by apply/ffunP => k; rewrite !ffunE mulmx0 scaler0. Qed.

Lemma unit_move_is_linear u : linear (unit_move u).
Proof.
move=> c g h; rewrite /unit_move /= !(addrC (c *: _)) tensorDl tensorDm tensorDr.
by rewrite [X in X + _ = _]addrACA [LHS]addrACA -!scalerDr.
Qed.

Definition unit_jacobian (u : unit_weights) : 'Hom(unit_weights, V) :=
  (L \o linfun (Linear (unit_move_is_linear u)))%VF.

Lemma unit_jacobianE u h : unit_jacobian u h = L (unit_move u h).
Proof. by rewrite comp_lfunE lfunE. Qed.

Lemma tensorE v x y k a b : tensor v x y k a b = v 0 k * (x 0 a * y 0 b).
Proof. by rewrite ffunE !mxE big_ord1 !mxE. Qed.

Lemma entryD (A B : coordinates) k a b : (A + B) k a b = A k a b + B k a b.
Proof. by rewrite ffunE mxE. Qed.

Lemma entryZ t (A : coordinates) k a b : (t *: A) k a b = t * A k a b.
Proof. by rewrite ffunE mxE. Qed.

Lemma unit_expansion u h t :
  tensor (u.1 + t *: h.1) (u.2 + t *: h.2) (u.2 + t *: h.2) =
  tensor u.1 u.2 u.2 + t *: unit_move u h
  + (t ^+ 2 *: (tensor h.1 u.2 h.2 + tensor h.1 h.2 u.2 + tensor u.1 h.2 h.2)
     + t ^+ 3 *: tensor h.1 h.2 h.2).
Proof.
apply/ffunP => k; apply/matrixP => a b.
rewrite /unit_move !(entryD, entryZ, tensorE) !mxE; exact: cubic.
Qed.

Theorem unit_differential : differential unit_map unit_jacobian.
Proof.
exists 2%N, (fun i u h =>
  if val i == 0%N then L (tensor h.1 u.2 h.2 + tensor h.1 h.2 u.2 + tensor u.1 h.2 h.2)
  else L (tensor h.1 h.2 h.2)) => u h t.
rewrite unit_jacobianE /unit_map /= unit_expansion !big_ord_recl big_ord0 addr0 /=.
move: (tensor h.1 u.2 h.2 + _ + _) (unit_move u h) => second first.
by rewrite !linearD !linearZ.
Qed.

(** The weights with v = 0, and those with w = 0. *)
Definition no_output (x : 'rV[rat]_s) : unit_weights := (0, x).
Definition no_input (x : 'rV[rat]_K) : unit_weights := (x, 0).

Lemma no_output_is_linear : linear no_output.
Proof. by move=> c x y; congr pair; rewrite /= scaler0 addr0. Qed.

Lemma no_input_is_linear : linear no_input.
Proof. by move=> c x y; congr pair; rewrite /= scaler0 addr0. Qed.

Definition no_outputs := limg (linfun (Linear no_output_is_linear)).
Definition no_inputs := limg (linfun (Linear no_input_is_linear)).

Lemma in_no_outputs x : x \in no_outputs -> x.1 = 0.
Proof. by move=> /memv_imgP[y _ ->]; rewrite lfunE. Qed.

Lemma in_no_inputs x : x \in no_inputs -> x.2 = 0.
Proof. by move=> /memv_imgP[y _ ->]; rewrite lfunE. Qed.

Lemma dim_no_outputs : \dim no_outputs = s.
Proof.
rewrite limg_dim_eq; first by rewrite dimvf; apply: mul1n.
apply/eqP; rewrite capfv -subv0; apply/subvP => x; rewrite memv_ker lfunE memv0 => /eqP.
by move=> /(congr1 snd) /= ->.
Qed.

Lemma dim_no_inputs : \dim no_inputs = K.
Proof.
rewrite limg_dim_eq; first by rewrite dimvf; apply: mul1n.
apply/eqP; rewrite capfv -subv0; apply/subvP => x; rewrite memv_ker lfunE memv0 => /eqP.
by move=> /(congr1 fst) /= ->.
Qed.

Lemma dim_unit : \dim {:unit_weights} = (K + s)%N.
Proof. by rewrite dimvf -[LHS]/(1 * K + 1 * s)%N !mul1n. Qed.

Lemma half_natE n : half_nat n = half (Z.of_nat n). Proof. by []. Qed.

(** v = 0: at most K/2. *)
Theorem zero_output_bound (w : 'rV[rat]_s) lambda mult :
  learning_coefficient unit_map (0, w) lambda mult -> Qle lambda (half (Z.of_nat K)).
Proof.
move=> value.
have := flat_bound (S := no_outputs) (T := no_outputs) unit_differential (subvv _) _ _ value.
rewrite dim_unit dim_no_outputs addnK subnn => bound.
apply: Qle_trans; first apply: bound.
- move=> x /in_no_outputs x0.
  by rewrite /unit_map /= x0 addr0 !tensor0v.
- move=> x y /in_no_outputs x0 /in_no_outputs y0.
  by rewrite unit_jacobianE /unit_move /= x0 y0 addr0 !tensor0v !addr0 linear0.
- by rewrite /half_nat /quarter_nat /half /quarter /Qle /Qplus; cbn; lia.
Qed.

(** w = 0: at most s/4. *)
Theorem zero_input_bound (v : 'rV[rat]_K) lambda mult :
  learning_coefficient unit_map (v, 0) lambda mult -> Qle lambda (quarter (Z.of_nat s)).
Proof.
move=> value.
have := flat_bound (S := no_inputs) (T := fullv) unit_differential (subvf _) _ _ value.
rewrite dim_unit dim_no_inputs subnn addKn => bound.
apply: Qle_trans; first apply: bound.
- move=> x /in_no_inputs x0.
  by rewrite /unit_map /= x0 addr0 !tensorv0.
- move=> x y /in_no_inputs x0 _.
  by rewrite unit_jacobianE /unit_move /= x0 addr0 !tensorv0 tensorvx0 !addr0 linear0.
- by rewrite /half_nat /quarter_nat /half /quarter /Qle /Qplus; cbn; lia.
Qed.

(** The three contributions, as the program adds them. *)
Theorem contribution_zero_output (w : 'rV[rat]_s) lambda mult :
  learning_coefficient unit_map (0, w) lambda mult ->
  Qle lambda (InactiveUnits.contributions 1 0 0 (Z.of_nat K) (Z.of_nat s)).
Proof.
move=> /zero_output_bound bound; apply: Qle_trans bound _.
by rewrite /InactiveUnits.contributions /half /quarter /Qle; cbn [Qnum Qden]; lia.
Qed.

Theorem contribution_zero_input (v : 'rV[rat]_K) lambda mult :
  learning_coefficient unit_map (v, 0) lambda mult ->
  Qle lambda (InactiveUnits.contributions 0 1 0 (Z.of_nat K) (Z.of_nat s)).
Proof.
move=> /zero_input_bound bound; apply: Qle_trans bound _.
by rewrite /InactiveUnits.contributions /half /quarter /Qle; cbn [Qnum Qden]; lia.
Qed.

Theorem contribution_zero_both lambda mult :
  learning_coefficient unit_map (0, 0) lambda mult ->
  Qle lambda (InactiveUnits.contributions 0 0 1 (Z.of_nat K) (Z.of_nat s)).
Proof.
move=> value; have := zero_output_bound value; have := zero_input_bound value.
by rewrite /InactiveUnits.contributions /half /quarter /Qle; cbn [Qnum Qden]; lia.
Qed.

(** The upper end of the interval, one unit at a time: beside any polynomial network A the unit adds at
    most its contribution. *)
Theorem unit_added (U : vectType rat) (A : U -> V) (JA : U -> 'Hom(U, V)) (a : U) (u : unit_weights)
    lambda_A mult_A contribution lambda mult :
  differential A JA -> learning_coefficient A a lambda_A mult_A ->
  (forall lambda_u mult_u, learning_coefficient unit_map u lambda_u mult_u ->
    Qle lambda_u contribution) ->
  @learning_coefficient [vectType rat of U * unit_weights] V
    (fun x => A x.1 + unit_map x.2) (a, u) lambda mult ->
  Qle lambda (Qplus lambda_A contribution).
Proof.
move=> polynomial active bound total.
have [lambda_u [mult_u value]] := existence u unit_differential.
apply: Qle_trans (subadditive polynomial unit_differential active value total) _.
by apply: Qplus_le_compat; [apply: Qle_refl | apply: bound value].
Qed.

End OneUnit.
