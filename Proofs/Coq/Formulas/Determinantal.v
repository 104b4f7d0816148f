(** The k x k minors of a generic m x n matrix, K = the sum of their squares, at the origin.

    Page: Proofs/ClosedForms.md. Program: Sources/LLCTheorems/ClosedForms/DeterminantalCoefficient.swift.
    Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith List Lia.
From SLT.Formulas Require Import Numbers.
Import ListNotations.
Local Open Scope Z_scope.

(** (m - i)(n - i)/(k - i). *)
Definition stratum (m n k i : Z) : Q := Qmake ((m - i) * (n - i)) (Z.to_pos (k - i)).

(** The threshold over the complex numbers: the least over 0 <= i < k; the multiplicity is the number of
    minimisers; lambda over the reals is half of it. *)
Definition strata (m n k : Z) : list Q := map (stratum m n k) (range 0 (k - 1)).
Definition determinantal_threshold (m n k : Z) : Q := least 0%Q (strata m n k).
Definition determinantal (m n k : Z) : Q * Z :=
  ((determinantal_threshold m n k * (1 # 2))%Q,
   count_of (determinantal_threshold m n k) (strata m n k)).

Theorem determinantal_below (m n k i : Z) :
  0 <= i < k -> (determinantal_threshold m n k <= stratum m n k i)%Q.
Proof.
intros place; apply least_below, in_map, in_range; lia.
Qed.

Theorem determinantal_attained (m n k : Z) :
  1 <= k -> exists i, 0 <= i < k /\ determinantal_threshold m n k = stratum m n k i.
Proof.
intros order.
assert (strata m n k <> []) as some.
{ intros none; apply (in_nil (a := stratum m n k 0)); rewrite <- none.
  apply in_map, in_range; lia. }
pose proof (least_attained 0%Q _ some) as attained.
apply in_map_iff in attained; destruct attained as [i [value inside]].
apply in_range in inside; exists i; split; [lia | symmetry; exact value].
Qed.

(** Transposition changes nothing. *)
Theorem determinantal_transpose (m n k : Z) : determinantal m n k = determinantal n m k.
Proof.
assert (strata m n k = strata n m k) as same.
{ unfold strata; apply map_ext; intros i; unfold stratum; f_equal; ring. }
unfold determinantal, determinantal_threshold; rewrite same; reflexivity.
Qed.

(** At most half the number of entries m n: i = 0 and k >= 1; with k = 1 exactly that, a regular point. *)
Theorem determinantal_entries (m n : Z) : (fst (determinantal m n 1) == half (m * n))%Q.
Proof.
unfold determinantal, determinantal_threshold.
change (strata m n 1) with [stratum m n 1 0].
unfold least, stratum, half, Qeq, Qmult; cbn [fst Qnum Qden].
rewrite !Z.sub_0_r; change (Z.to_pos 1) with 1%positive; cbn [Pos.mul]; ring.
Qed.

Theorem determinantal_at_most_regular (m n k : Z) :
  0 <= m -> 0 <= n -> 1 <= k -> (fst (determinantal m n k) <= half (m * n))%Q.
Proof.
intros rows columns order; unfold determinantal; cbn [fst].
apply Qle_trans with (stratum m n k 0 * (1 # 2))%Q.
- apply Qmult_le_compat_r; [apply determinantal_below; lia | discriminate].
- unfold stratum, half, Qle, Qmult; cbn [Qnum Qden].
  rewrite Z.sub_0_r, Z.sub_0_r, Z.sub_0_r.
  destruct k as [|k|k]; try lia; cbn [Z.to_pos]; nia.
Qed.

(** The determinant of a square matrix: 1/2, with multiplicity 1, at i = k - 1. *)
Theorem determinant (n : Z) : 1 <= n -> (fst (determinantal n n n) == 1 # 2)%Q.
Proof.
intros order; unfold determinantal; cbn [fst].
destruct (determinantal_attained n n n order) as [i [place value]].
pose proof (determinantal_below n n n (n - 1) ltac:(lia)) as below.
rewrite value in *; unfold stratum, Qle, Qeq, Qmult in *; cbn [Qnum Qden] in *.
rewrite !Z2Pos.id in below by lia.
rewrite Pos2Z.inj_mul, Z2Pos.id by lia; nia.
Qed.
