(** 5.5 corrected: what units without output or without input weights add.

    Pages: Proofs/InactiveUnits.md, Proofs/EffectiveWidth.md. Program:
    Sources/LLCTheorems/InactiveUnits/InactiveUnits.swift, Sources/LLCTheorems/Evidence/ActivePart.swift.
    Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith Lia.
From SLT.Formulas Require Import Numbers Quadratic.
Local Open Scope Z_scope.

(** K/2 for each of [zero_output] units with v = 0, s/4 for each of [zero_input] with w = 0,
    min(K/2, s/4) for each of [zero_both]. *)
Definition contributions (zero_output zero_input zero_both K s : Z) : Q :=
  quarter (zero_output * (2 * K) + zero_input * s + zero_both * Z.min (2 * K) s).

(** [r_a/2, r_a/2 + contributions]. *)
Definition interval_lower (active_rank : Z) : Q := half active_rank.
Definition interval_upper (active_rank zero_output zero_input zero_both K s : Z) : Q :=
  (half active_rank + contributions zero_output zero_input zero_both K s)%Q.

Lemma contributions_nonnegative zo zi zb K s :
  0 <= zo -> 0 <= zi -> 0 <= zb -> 0 <= K -> 0 <= s -> (0 <= contributions zo zi zb K s)%Q.
Proof.
intros; unfold contributions, quarter, Qle; cbn [Qnum Qden].
assert (0 <= zo * (2 * K) /\ 0 <= zi * s /\ 0 <= zb * Z.min (2 * K) s) 
  by (repeat split; apply Z.mul_nonneg_nonneg; lia).
lia.
Qed.

Theorem interval_ordered (ra zo zi zb K s : Z) :
  0 <= zo -> 0 <= zi -> 0 <= zb -> 0 <= K -> 0 <= s ->
  (interval_lower ra <= interval_upper ra zo zi zb K s)%Q.
Proof.
intros; unfold interval_lower, interval_upper.
rewrite <- (Qplus_0_r (half ra)) at 1; apply Qplus_le_r, contributions_nonnegative; assumption.
Qed.

(** An inactive unit adds at most as much as an active one, (d+K-1)/2, whatever s <= d of the inputs
    the loss sees; a unit with w = 0 needs no more than K >= 1. *)
Theorem contribution_at_most_a_unit (d K s : Z) :
  1 <= K -> 1 <= d -> s <= d ->
  (contributions 1 0 0 K s <= half (d + K - 1))%Q /\
  (contributions 0 1 0 K s <= half (d + K - 1))%Q /\
  (contributions 0 0 1 K s <= half (d + K - 1))%Q.
Proof. intros; unfold contributions, half, quarter, Qle; cbn [Qnum Qden]; lia. Qed.

(** The interval contains the published value of 5.5 if no unit has w = 0 and v != 0: it is the
    lower end, the m_a active units being all that the source counts. *)
Theorem published_is_lower_end (d ma zo zb K s : Z) :
  0 <= zo -> 0 <= zb -> 0 <= K -> 0 <= s ->
  (interval_lower (ma * (d + K - 1)) <= effective_width d ma K)%Q /\
  (effective_width d ma K <= interval_upper (ma * (d + K - 1)) zo 0 zb K s)%Q.
Proof.
intros; split; [apply Qle_refl|].
apply interval_ordered; lia.
Qed.

(** With units of w = 0 and v != 0, which the source counts in m_eff, it does not: the published value
    exceeds the upper end, at level 1 (s = d), if nothing else is inactive. *)
Theorem published_above_interval (d ma zi K : Z) :
  1 <= zi -> 1 <= d -> 1 <= K ->
  (interval_upper (ma * (d + K - 1)) 0 zi 0 K d < effective_width d (ma + zi) K)%Q.
Proof.
intros; unfold interval_upper, contributions, effective_width, underparametrised, half, quarter.
unfold Qlt, Qplus; cbn [Qnum Qden]; nia.
Qed.

(** Both weights zero: the two ways to be flat cost the same, mult 2, where d = 2K; so it is for modular
    addition at level 1, d = 2p and K = p, and not at levels 2 and 3, s = 2p - 1. *)
Theorem both_zero_tie (K s : Z) :
  (contributions 0 0 1 K s == half K)%Q /\ (contributions 0 0 1 K s == quarter s)%Q <-> s = 2 * K.
Proof. unfold contributions, half, quarter, Qeq; cbn [Qnum Qden]; lia. Qed.
