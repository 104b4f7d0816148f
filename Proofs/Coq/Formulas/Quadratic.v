(** Quadratic networks with K outputs, f_k(x) = sum_j v_kj (w_j . x)^2, and with biases and one
    output: theorems 4.1, 4.2, 5.5, G.1, G.2 as functions of dimensions, and how they meet.

    Pages: Proofs/OverparametrisedQuadratic.md, Proofs/UnderparametrisedQuadratic.md,
    Proofs/OverparametrisedBiasedQuadratic.md, Proofs/UnderparametrisedBiasedQuadratic.md,
    Proofs/EffectiveWidth.md.
    Program: Sources/LLCTheorems/Quadratic, Sources/LLCTheorems/BiasedQuadratic.
    Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith Lia.
From SLT.Formulas Require Import Numbers.
Local Open Scope Z_scope.

(** 4.1: K d(d+1)/4. *)
Definition overparametrised (K d : Z) : Q := half (K * symmetric_dimension d).

(** 4.2: m(d+K-1)/2. *)
Definition underparametrised (d m K : Z) : Q := half (m * (d + K - 1)).

(** 5.5 as published, for m_eff units that count. *)
Definition effective_width (d effective K : Z) : Q := underparametrised d effective K.

(** G.1: (d+1)(d+2)/4. *)
Definition overparametrised_biased (d : Z) : Q := quarter ((d + 1) * (d + 2)).

(** G.2: (m d - m(m-1)/2 + m + 1)/2. *)
Definition underparametrised_biased (d m : Z) : Q := half (m * d - m * (m - 1) / 2 + m + 1).

(** The number of coordinates and the width from which units can reach all of them: the least m
    with m (d+K-1) >= K d(d+1)/2. *)
Definition saturation_width (d K : Z) : Z :=
  (K * symmetric_dimension d + (d + K - 1) - 1) / (d + K - 1).

(** The count of section 6, without its exceptions: half of min(m (d+K-1), K d(d+1)/2). *)
Definition counted (d m K : Z) : Q :=
  half (Z.min (m * (d + K - 1)) (K * symmetric_dimension d)).

Lemma overparametrised_closed (K d : Z) : (overparametrised K d == quarter (K * (d * (d + 1))))%Q.
Proof.
unfold overparametrised, half, quarter, Qeq; cbn [Qnum Qden].
pose proof (twice_symmetric_dimension d); nia.
Qed.

Lemma twice_triangle m : 2 * (m * (m - 1) / 2) = m * (m - 1).
Proof.
pose proof (twice_symmetric_dimension (m - 1)) as triangle.
unfold symmetric_dimension in triangle.
replace ((m - 1) * (m - 1 + 1)) with (m * (m - 1)) in triangle by ring; lia.
Qed.

(** G.1 and G.2 agree at m = d. *)
Theorem biased_agree (d : Z) : (underparametrised_biased d d == overparametrised_biased d)%Q.
Proof.
unfold underparametrised_biased, overparametrised_biased, half, quarter, Qeq; cbn [Qnum Qden].
pose proof (twice_triangle d); nia.
Qed.

(** G.2 is what m units have less scalings and rotations. *)
Theorem biased_dimension_count (d m : Z) :
  (underparametrised_biased d m == half (m * (d + 2) + 1 - m - m * (m - 1) / 2))%Q.
Proof. unfold underparametrised_biased, half, Qeq; cbn [Qnum Qden]; nia. Qed.

(** Every further unit up to the d-th adds, and G.2 stays below G.1. *)
Theorem biased_increasing (d m : Z) :
  0 <= m < d -> (underparametrised_biased d m < underparametrised_biased d (m + 1))%Q.
Proof.
intros order; unfold underparametrised_biased, half, Qlt; cbn [Qnum Qden].
pose proof (twice_triangle m); pose proof (twice_triangle (m + 1)); nia.
Qed.

Theorem biased_below (d m : Z) :
  0 <= m < d -> (underparametrised_biased d m < overparametrised_biased d)%Q.
Proof.
intros order; unfold underparametrised_biased, overparametrised_biased, half, quarter, Qlt; cbn [Qnum Qden].
pose proof (twice_triangle m); nia.
Qed.

Lemma saturation_width_spec (d K m : Z) :
  1 <= d -> 1 <= K ->
  saturation_width d K <= m <-> K * symmetric_dimension d <= m * (d + K - 1).
Proof.
intros dimension outputs; unfold saturation_width.
set (unit := d + K - 1); set (all := K * symmetric_dimension d).
assert (0 < unit) by (unfold unit; lia).
pose proof (Z.div_mod (all + unit - 1) unit ltac:(lia)) as division.
pose proof (Z.mod_pos_bound (all + unit - 1) unit ltac:(lia)) as remainder.
set (q := (all + unit - 1) / unit) in *.
split; intros order; nia.
Qed.

(** 4.2's count reaches 4.1's value exactly from the saturation width on. *)
Theorem saturated (d m K : Z) :
  1 <= d -> 1 <= K ->
  ((counted d m K == overparametrised K d)%Q <-> saturation_width d K <= m).
Proof.
intros dimension outputs; rewrite saturation_width_spec by assumption.
unfold counted, overparametrised, half, Qeq; cbn [Qnum Qden].
split; intros given; lia.
Qed.

(** Below it the count is 4.2's value. *)
Theorem unsaturated (d m K : Z) :
  1 <= d -> 1 <= K -> m < saturation_width d K -> (counted d m K == underparametrised d m K)%Q.
Proof.
intros dimension outputs below.
assert (~ (K * symmetric_dimension d <= m * (d + K - 1))).
{ rewrite <- saturation_width_spec by assumption; lia. }
unfold counted, underparametrised, half, Qeq; cbn [Qnum Qden]; lia.
Qed.

(** The third regime: saturation comes no later than {w_j w_j^T} can span, ... *)
Theorem saturates_before_spanning (d K : Z) :
  1 <= d -> 1 <= K -> saturation_width d K <= symmetric_dimension d.
Proof.
intros dimension outputs; apply saturation_width_spec; [assumption..|].
pose proof (twice_symmetric_dimension d); nia.
Qed.

(** ... and earlier exactly where one unit's directions fit into the difference; ... *)
Theorem saturates_strictly_before (d K : Z) :
  1 <= d -> 1 <= K ->
  (saturation_width d K < symmetric_dimension d <-> d + K - 1 <= symmetric_dimension d * (d - 1)).
Proof.
intros dimension outputs.
assert (saturation_width d K < symmetric_dimension d
  <-> saturation_width d K <= symmetric_dimension d - 1) as -> by lia.
rewrite saturation_width_spec by assumption; nia.
Qed.

(** ... by a factor of three at d = 2p, K = p = 97: 6327 against 18915. *)
Theorem third_regime_97 : (saturation_width 194 97, symmetric_dimension 194) = (6327, 18915).
Proof. reflexivity. Qed.

(** 4.2 at the published size p = 53, m = 1024, level 1. *)
Theorem published_size : (underparametrised 106 1024 53 == inject_Z 80896)%Q.
Proof. reflexivity. Qed.
