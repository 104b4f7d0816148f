(** Vandermonde matrix type singularities, one input and one output, H units, step Q; tanh is Q = 2.

    Page: Proofs/ClosedForms.md. Program: Sources/LLCTheorems/ClosedForms/VandermondeCoefficient.swift.
    Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith Lia Bool.
From SLT.Formulas Require Import Numbers.
Local Open Scope Z_scope.

(** The index of Aoyagi's formula: the largest i <= H with 2H >= Q i(i-1) + 2i. *)
Definition needed (step i : Z) : Z := step * i * (i - 1) + 2 * i.

Fixpoint index_upto (units step : Z) (i : nat) : Z :=
  match i with
  | O => 0
  | S rest => if needed step (Z.of_nat i) <=? 2 * units then Z.of_nat i else index_upto units step rest
  end.

Definition vandermonde_index (units step : Z) : Z := index_upto units step (Z.to_nat units).

(** (Q i(i+1) + 2H) / (4(1 + iQ)). *)
Definition vandermonde_at (units step i : Z) : Q :=
  (step * i * (i + 1) + 2 * units) # Z.to_pos (4 * (1 + i * step)).

Definition vandermonde (units step : Z) : Q * Z :=
  let i := vandermonde_index units step in
  (vandermonde_at units step i, if needed step i =? 2 * units then 2 else 1).

Lemma index_upto_spec units step i :
  0 <= units -> 0 <= step ->
  0 <= index_upto units step i <= Z.of_nat i /\ needed step (index_upto units step i) <= 2 * units /\
  (forall j, index_upto units step i < j <= Z.of_nat i -> 2 * units < needed step j).
Proof.
intros some positive; induction i as [|i [range [fits above]]].
- cbn [index_upto]; unfold needed; repeat split; try nia; lia.
- cbn [index_upto]; destruct (Z.leb_spec (needed step (Z.of_nat (S i))) (2 * units)) as [yes|no].
  + repeat split; [lia | lia | exact yes | intros j order; lia].
  + repeat split; [lia | lia | exact fits |].
    intros j order; destruct (Z.eq_dec j (Z.of_nat (S i))) as [->|other]; [exact no|].
    apply above; lia.
Qed.

(** The index: what fits, and nothing larger does. *)
Theorem vandermonde_index_spec (units step : Z) :
  1 <= units -> 1 <= step ->
  1 <= vandermonde_index units step /\
  needed step (vandermonde_index units step) <= 2 * units /\
  forall j, vandermonde_index units step < j -> 2 * units < needed step j.
Proof.
intros some positive; unfold vandermonde_index.
pose proof (index_upto_spec units step (Z.to_nat units) ltac:(lia) ltac:(lia))
  as [range [fits above]].
set (i := index_upto units step (Z.to_nat units)) in *; clearbody i.
repeat split; [| exact fits |].
- destruct (Z.le_gt_cases 1 i) as [|small]; [assumption|].
  specialize (above 1 ltac:(lia)); unfold needed in above; lia.
- intros j order; destruct (Z.le_gt_cases j units) as [inside|beyond]; [apply above; lia|].
  unfold needed; assert (0 <= step * j * (j - 1)) by (apply Z.mul_nonneg_nonneg; nia); lia.
Qed.

Lemma vandermonde_compare units step i j :
  0 <= i -> 0 <= j -> 1 <= step ->
  (vandermonde_at units step i <= vandermonde_at units step j)%Q <->
  (step * i * (i + 1) + 2 * units) * (1 + j * step)
  <= (step * j * (j + 1) + 2 * units) * (1 + i * step).
Proof.
intros; unfold vandermonde_at, Qle; cbn [Qnum Qden].
rewrite !Z2Pos.id by nia; nia.
Qed.

(** The same number as a least value, without a condition on i: of all i >= 0 the index of the formula
    has the smallest (Q i(i+1) + 2H)/(4(1 + iQ)). *)
Theorem vandermonde_least (units step i : Z) :
  1 <= units -> 1 <= step -> 0 <= i ->
  (fst (vandermonde units step) <= vandermonde_at units step i)%Q.
Proof.
intros some positive place; unfold vandermonde; cbn [fst].
pose proof (vandermonde_index_spec units step some positive) as [low [fits above]].
set (k := vandermonde_index units step) in *; clearbody k.
apply vandermonde_compare; [lia..|].
(* the cross difference is Q (i - k) times a quantity of the same sign *)
assert ((step * i * (i + 1) + 2 * units) * (1 + k * step)
  - (step * k * (k + 1) + 2 * units) * (1 + i * step)
  = step * (i - k) * (i + k + 1 + step * i * k - 2 * units)) as difference by ring.
destruct (Z.lt_trichotomy i k) as [less|[->|more]].
- unfold needed in fits.
  assert (i + k + 1 + step * i * k - 2 * units <= 0).
  { assert (i + 1 + step * i * k <= k + step * (k - 1) * k) by nia; nia. }
  assert (0 <= step * (k - i)) by nia; nia.
- lia.
- specialize (above (k + 1) ltac:(lia)); unfold needed in above.
  assert (0 <= i + k + 1 + step * i * k - 2 * units).
  { assert (2 * (k + 1) + step * (k + 1) * k <= i + k + 1 + step * i * k) by nia; nia. }
  assert (0 <= step * (i - k)) by nia; nia.
Qed.

(** Multiplicity 2 is where the index and the one before it give the same number. *)
Theorem vandermonde_tie (units step : Z) :
  1 <= units -> 1 <= step ->
  snd (vandermonde units step) = 2 <->
  (vandermonde_at units step (vandermonde_index units step - 1)
   == vandermonde_at units step (vandermonde_index units step))%Q.
Proof.
intros some positive; unfold vandermonde; cbn [snd].
pose proof (vandermonde_index_spec units step some positive) as [low [fits above]].
set (k := vandermonde_index units step) in *; clearbody k.
unfold vandermonde_at, Qeq; cbn [Qnum Qden]; rewrite !Z2Pos.id by nia.
assert ((step * (k - 1) * (k - 1 + 1) + 2 * units) * (4 * (1 + k * step))
  - (step * k * (k + 1) + 2 * units) * (4 * (1 + (k - 1) * step))
  = 4 * step * (2 * units - needed step k)) as difference by (unfold needed; ring).
destruct (Z.eqb_spec (needed step k) (2 * units)) as [equal|other]; split; intros given;
  try lia; try nia.
Qed.

(** tanh, Q = 2: (H + i^2 + i)/(4i + 2) with i the integer part of the square root of H. *)
Theorem vandermonde_tanh (units : Z) :
  1 <= units ->
  let i := Z.sqrt units in
  (fst (vandermonde units 2) == (units + i * i + i) # Z.to_pos (4 * i + 2))%Q.
Proof.
intros some i.
pose proof (vandermonde_index_spec units 2 some ltac:(lia)) as [low [fits above]].
assert (vandermonde_index units 2 = i) as index_is.
{ pose proof (Z.sqrt_spec units ltac:(lia)) as [below over]; fold i in below, over.
  assert (0 <= i) by apply Z.sqrt_nonneg.
  unfold needed in *; set (k := vandermonde_index units 2) in *; clearbody k.
  destruct (Z.lt_trichotomy k i) as [less|[->|more]]; [|reflexivity|].
  - specialize (above i less); nia.
  - nia. }
unfold vandermonde; cbn [fst]; rewrite index_is.
assert (0 <= i) by apply Z.sqrt_nonneg.
unfold vandermonde_at, Qeq; cbn [Qnum Qden]; rewrite !Z2Pos.id by lia; ring.
Qed.
