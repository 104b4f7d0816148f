(** Generic ranks of the quadratic network, as the phase diagram expects them: level coordinates with the
    exceptions of Alexander and Hirschowitz and of Abo and Brambilla, levels data and centred of modular
    addition. And the expected dimension of polynomial networks.

    Pages: Proofs/PhaseDiagram.md, Proofs/SampledRanks.md. Program:
    Sources/Identifiability/PhaseDiagram/ExpectedRank.swift,
    Sources/ModelFamilies/Families/PolynomialNetwork.swift.
    Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith List Lia Bool.
From SLT.Formulas Require Import Numbers Quadratic Features.
Import ListNotations.
Local Open Scope Z_scope.

(** What the count of units and of coordinates gives: min(m (d+K-1), K d(d+1)/2). *)
Definition counted_rank (d K m : Z) : Z := Z.min (m * (d + K - 1)) (K * symmetric_dimension d).

(** The exceptions, in this order. *)
Definition rotations (d K m : Z) : bool := (K =? 1) && (2 <=? m) && (m <=? d).
Definition unbalanced (d K m : Z) : bool :=
  (symmetric_dimension d - d + 1 <? m) && (m <? Z.min K (symmetric_dimension d)).
Definition pfaffian (d K m : Z) : bool :=
  (K =? 3) && (4 <=? d) && (d mod 2 =? 0) && (2 * m =? 3 * d - 2).
Definition curve (d K m : Z) : bool := (K =? 5) && (d =? 4) && (m =? 6).

Definition expected_rank (d K m : Z) : Z :=
  if rotations d K m then m * d - m * (m - 1) / 2
  else if unbalanced d K m then m * (K + symmetric_dimension d - m)
  else if pfaffian d K m then 3 * symmetric_dimension d - 1
  else if curve d K m then 47
  else counted_rank d K m.

(** Modular addition on all pairs. *)
Definition expected_rank_data (p m : Z) : Z := Z.min (m * (3 * p - 2)) (p * p * p).
Definition expected_rank_centred (p m : Z) : Z := Z.min (m * (3 * p - 2)) (p * (p * p - 1)).

(** Every exception is a rank below the count: none is above it. *)
Theorem expected_at_most_counted (d K m : Z) :
  1 <= d -> 1 <= K -> 0 <= m -> expected_rank d K m <= counted_rank d K m.
Proof.
intros dimension outputs width; unfold expected_rank, counted_rank.
pose proof (twice_symmetric_dimension d) as twice.
set (D := symmetric_dimension d) in *.
destruct (rotations d K m) eqn:rot.
{ unfold rotations in rot; rewrite !andb_true_iff, Z.eqb_eq, !Z.leb_le in rot.
  destruct rot as [[one two] narrow]; subst K.
  pose proof (twice_triangle m); apply Z.min_glb; [nia|].
  assert (0 <= (d - m) * (d - m + 1)) by nia; nia. }
destruct (unbalanced d K m) eqn:unb.
{ unfold unbalanced in unb; fold D in unb; rewrite andb_true_iff, !Z.ltb_lt in unb.
  destruct unb as [wide narrow]; apply Z.min_glb; [nia|].
  assert (0 <= (K - m) * (D - m)) by nia; nia. }
destruct (pfaffian d K m) eqn:pfa.
{ unfold pfaffian in pfa; rewrite !andb_true_iff, !Z.eqb_eq, Z.leb_le in pfa.
  destruct pfa as [[[three four] even] width_is]; subst K.
  apply Z.min_glb; nia. }
destruct (curve d K m) eqn:cur.
{ unfold curve in cur; rewrite !andb_true_iff, !Z.eqb_eq in cur.
  destruct cur as [[-> ->] ->]; unfold D; cbn; lia. }
apply Z.le_refl.
Qed.

(** The unbalanced value is below the count of units exactly above D_d - d + 1, and below the coordinates
    exactly if (K - m)(D_d - m) > 0. *)
Theorem unbalanced_below_units (d K m : Z) :
  1 <= m ->
  (m * (K + symmetric_dimension d - m) < m * (d + K - 1) <-> symmetric_dimension d - d + 1 < m).
Proof. intros width; split; intros given; nia. Qed.

Theorem unbalanced_below_coordinates (d K m : Z) :
  m * (K + symmetric_dimension d - m) < K * symmetric_dimension d
  <-> 0 < (K - m) * (symmetric_dimension d - m).
Proof. split; intros given; nia. Qed.

(** Rotations at m = d reach all coordinates, and m d - m(m-1)/2 with m = 1 is the count. *)
Theorem rotations_full (d : Z) : d * d - d * (d - 1) / 2 = symmetric_dimension d.
Proof. pose proof (twice_triangle d); pose proof (twice_symmetric_dimension d); nia. Qed.

(** The Pfaffian at k = 0, d = 2 and m = 2, would be the ordinary count. *)
Theorem pfaffian_at_zero : 3 * symmetric_dimension 2 - 1 = counted_rank 2 3 2.
Proof. reflexivity. Qed.

(** The unbalanced bound m (K + F - m), F = p^2 or p^2 - 1, is never the smallest on modular addition. *)
Theorem modular_addition_balanced (p m F : Z) :
  3 <= p -> 1 <= m < p -> p * p - 1 <= F -> m * (3 * p - 2) < m * (p + F - m).
Proof. intros modulus width space; nia. Qed.

(** Levels: the centred rank is at most that of level data, which is at most the one of coordinates. *)
Theorem levels_ordered (p m : Z) :
  1 <= p -> 0 <= m ->
  expected_rank_centred p m <= expected_rank_data p m <= counted_rank (2 * p) p m.
Proof.
intros modulus width; unfold expected_rank_centred, expected_rank_data, counted_rank.
pose proof (twice_symmetric_dimension (2 * p)).
assert (m * (3 * p - 2) <= m * (2 * p + p - 1)) by nia.
assert (p * (p * p - 1) <= p * p * p) by nia.
assert (p * p * p <= p * symmetric_dimension (2 * p)) by nia.
lia.
Qed.

(** At the published size, p = 53 and m = 1024: 80,896 by 4.2 against 74,412 centred. *)
Theorem published_levels :
  (expected_rank 106 53 1024, expected_rank_centred 53 1024) = (161792, 148824).
Proof. reflexivity. Qed.

(** Polynomial networks: widths d_0, ..., d_L and the degree R of the outputs;
    min(d_L + sum_i (d_(i-1) - 1) d_i, d_L C(d_0 + R - 1, R)). *)
Fixpoint free_weights (widths : list Z) : Z :=
  match widths with
  | before :: ((after :: _) as rest) =>
      (before - 1) * after + free_weights rest
  | [outputs] => outputs
  | [] => 0
  end.

Definition ambient_dimension (inputs : nat) (degree : nat) (outputs : Z) : Z :=
  outputs * forms inputs degree.

Definition expected_dimension (widths : list Z) (degree : nat) : Z :=
  Z.min (free_weights widths)
    (ambient_dimension (Z.to_nat (hd 0 widths)) degree (last widths 0)).

(** One hidden layer and squares: the count of the quadratic network. *)
Theorem expected_dimension_quadratic (d K m : Z) :
  1 <= d -> expected_dimension [d; m; K] 2 = counted_rank d K m.
Proof.
intros inputs; unfold expected_dimension, counted_rank, ambient_dimension; cbn [hd last].
rewrite forms_quadratic, Z2Nat.id by lia; cbn [free_weights].
replace ((d - 1) * m + ((m - 1) * K + K)) with (m * (d + K - 1)) by ring; reflexivity.
Qed.
