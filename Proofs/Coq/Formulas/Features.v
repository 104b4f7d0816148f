(** The lazy regime: hidden layer frozen, output weights trained. Theorems 5.2 and 5.3 with E.7, and
    the exact value on one-hot pairs, as functions of dimensions.

    Pages: Proofs/RandomFeatures.md, Proofs/PolynomialFeatures.md, Proofs/ModularAdditionFeatures.md.
    Program: Sources/LLCTheorems/Features. Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith Lia.
From SLT.Formulas Require Import Numbers.
Local Open Scope Z_scope.

(** 5.2: K/2 times the rank of the features. *)
Definition frozen_features (K rank : Z) : Q := half (K * rank).

(** Almost surely the rank is the least of the width and of what all features span. *)
Definition random_features (K m span : Z) : Q := frozen_features K (Z.min m span).

(** C(r+q-1, q): forms of degree q in r variables. *)
Fixpoint binomial (n k : nat) : Z :=
  match n, k with
  | _, O => 1
  | O, S _ => 0
  | S n', S k' => binomial n' k' + binomial n' k
  end.

Definition forms (r q : nat) : Z := binomial (r + q - 1) q.

(** 5.3, activation u^2: from rank X = r. *)
Definition polynomial_lower (K m r : Z) : Q := random_features K m r.
Definition polynomial_upper (K m r : Z) : Q := random_features K m (symmetric_dimension r).

(** 5.3-exact: n distinct one-hot pairs; a centred loss sees one dimension less. *)
Definition one_hot_features (K m pairs : Z) (centred : bool) : Q :=
  random_features K m (pairs - (if centred then 1 else 0)).

Lemma random_features_monotone (K m s s' : Z) :
  0 <= K -> s <= s' -> (random_features K m s <= random_features K m s')%Q.
Proof.
intros outputs order; unfold random_features, frozen_features, half, Qle; cbn [Qnum Qden].
assert (Z.min m s <= Z.min m s') by lia; nia.
Qed.

(** The bounds of 5.3 are in order. *)
Theorem polynomial_bounds_ordered (K m r : Z) :
  0 <= K -> 0 <= r -> (polynomial_lower K m r <= polynomial_upper K m r)%Q.
Proof.
intros outputs rank; apply random_features_monotone; [assumption|].
pose proof (twice_symmetric_dimension r); nia.
Qed.

(** E.7 for every power: r <= C(r+q-1, q); and the upper bound above is the one of q = 2. *)
Lemma binomial_nonnegative n k : 0 <= binomial n k.
Proof.
revert k; induction n as [|n IH]; intros [|k]; cbn [binomial]; try lia.
pose proof (IH k); pose proof (IH (S k)); lia.
Qed.

Lemma binomial_one n : binomial n 1 = Z.of_nat n.
Proof.
induction n as [|n IH]; [reflexivity|].
replace (binomial (S n) 1) with (binomial n 0 + binomial n 1) by reflexivity.
rewrite IH; replace (binomial n 0) with 1 by (destruct n; reflexivity); lia.
Qed.

Theorem forms_at_least (r q : nat) : (1 <= q)%nat -> Z.of_nat r <= forms r q.
Proof.
induction q as [|q IH]; intros power; [lia|].
destruct r as [|r]; [simpl; apply binomial_nonnegative|].
destruct q as [|q]; [unfold forms; replace (S r + 1 - 1)%nat with (S r) by lia;
  rewrite binomial_one; lia|].
specialize (IH ltac:(lia)); unfold forms in *.
replace (S r + S (S q) - 1)%nat with (S (S r + S q - 1)) by lia.
cbn [binomial]; pose proof (binomial_nonnegative (S r + S q - 1) (S (S q))); lia.
Qed.

Theorem forms_quadratic (r : nat) : forms r 2 = symmetric_dimension (Z.of_nat r).
Proof.
assert (2 * forms r 2 = Z.of_nat r * (Z.of_nat r + 1)).
{ unfold forms; induction r as [|r IH]; [reflexivity|].
  replace (S r + 2 - 1)%nat with (S (S r)) by lia.
  replace (r + 2 - 1)%nat with (S r) in IH by lia.
  replace (binomial (S (S r)) 2) with (binomial (S r) 1 + binomial (S r) 2) by reflexivity.
  rewrite binomial_one; lia. }
pose proof (twice_symmetric_dimension (Z.of_nat r)); lia.
Qed.

(** On all pairs of modular addition, rank X = 2p - 1, the exact value lies between the bounds. *)
Theorem exact_between_bounds (K m p : Z) :
  0 <= K -> 2 <= p ->
  (polynomial_lower K m (2 * p - 1) <= one_hot_features K m (p * p) true)%Q /\
  (one_hot_features K m (p * p) true <= polynomial_upper K m (2 * p - 1))%Q.
Proof.
intros outputs modulus; split; apply random_features_monotone; try assumption; [nia|].
pose proof (twice_symmetric_dimension (2 * p - 1)); nia.
Qed.

(** ... strictly below the upper one as soon as there are p^2 units. *)
Theorem exact_strictly_below (K m p : Z) :
  1 <= K -> 2 <= p -> p * p <= m ->
  (one_hot_features K m (p * p) true < polynomial_upper K m (2 * p - 1))%Q.
Proof.
intros outputs modulus width.
unfold one_hot_features, polynomial_upper, random_features, frozen_features, half, Qlt; cbn [Qnum Qden].
pose proof (twice_symmetric_dimension (2 * p - 1)).
assert (p * p - 1 < symmetric_dimension (2 * p - 1)) by nia.
assert (Z.min m (p * p - 1) < Z.min m (symmetric_dimension (2 * p - 1))) by lia; nia.
Qed.

(** On few pairs it falls below the lower one: 5.3 needs s >= rank X, which a centred loss may miss.
    Here one pair, whose input has rank 1. *)
Theorem centred_below_lower (K m : Z) :
  1 <= K -> 1 <= m -> (one_hot_features K m 1 true < polynomial_lower K m 1)%Q.
Proof.
intros outputs width.
unfold one_hot_features, polynomial_lower, random_features, frozen_features, half, Qlt; cbn [Qnum Qden].
replace (1 - (if true then 1 else 0)) with 0 by reflexivity.
assert (Z.min m 0 = 0 /\ Z.min m 1 = 1) as [-> ->] by lia; nia.
Qed.
