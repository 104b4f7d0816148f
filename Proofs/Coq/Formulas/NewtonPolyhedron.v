(** The linear programme behind a Newton polyhedron: a weight that gives every monomial at least 1, and a
    point of the polyhedron below t (1, ..., 1), bound each other; where they meet both are optimal.

    Monomials are functions from variables 0, ..., n - 1 to exponents.
    Page: Proofs/PolynomialCoefficient.md. Program: Sources/LLCTheorems/SingularPoints/NewtonPolyhedron.swift,
    Sources/LLCTheorems/SingularPoints/DiagonalProgram.swift.
    Test: Tests/LLCTheoremsTests/PolynomialCoefficientTests.swift. *)

From Coq Require Import ZArith QArith List Lia.
Import ListNotations.
Local Open Scope Q_scope.

Fixpoint sum (n : nat) (f : nat -> Q) : Q :=
  match n with O => 0 | S m => sum m f + f m end.

(** The order of a monomial under weights of the variables. *)
Definition order (n : nat) (w a : nat -> Q) : Q := sum n (fun i => w i * a i).

(** Monomials with coefficients, and the point that they combine to. *)
Fixpoint total (points : list (Q * (nat -> Q))) : Q :=
  match points with [] => 0 | (c, _) :: rest => c + total rest end.

Fixpoint combination (points : list (Q * (nat -> Q))) (i : nat) : Q :=
  match points with [] => 0 | (c, a) :: rest => c * a i + combination rest i end.

Lemma sum_le n f g : (forall i, (i < n)%nat -> f i <= g i) -> sum n f <= sum n g.
Proof.
induction n as [|n IH]; intros below; simpl; [apply Qle_refl|].
apply Qplus_le_compat; [apply IH; intros i less; apply below; lia | apply below; lia].
Qed.

Lemma sum_add n f g : sum n (fun i => f i + g i) == sum n f + sum n g.
Proof. induction n as [|n IH]; simpl; [reflexivity | rewrite IH; ring]. Qed.

Lemma sum_scale n c f : sum n (fun i => c * f i) == c * sum n f.
Proof. induction n as [|n IH]; simpl; [ring | rewrite IH; ring]. Qed.

Lemma sum_ext n f g : (forall i, f i == g i) -> sum n f == sum n g.
Proof. intros same; induction n as [|n IH]; simpl; [reflexivity | rewrite IH, same; reflexivity]. Qed.

Lemma order_combination n w points :
  order n w (combination points)
  == fold_right (fun p rest => fst p * order n w (snd p) + rest) 0 points.
Proof.
induction points as [|[c a] rest IH]; cbn [fold_right fst snd].
- unfold order; rewrite (sum_ext n _ (fun i => 0 * w i)) by (intros i; simpl; ring).
  rewrite sum_scale; ring.
- rewrite <- IH; unfold order.
  rewrite (sum_ext n _ (fun i => c * (w i * a i) + w i * combination rest i))
    by (intros i; simpl; ring).
  rewrite sum_add, sum_scale; reflexivity.
Qed.

Lemma orders_at_least n w points :
  (forall c a, In (c, a) points -> 0 <= c /\ 1 <= order n w a) ->
  total points <= fold_right (fun p rest => fst p * order n w (snd p) + rest) 0 points.
Proof.
induction points as [|[c a] rest IH]; intros given; cbn [total fold_right fst snd]; [apply Qle_refl|].
apply Qplus_le_compat; [|apply IH; intros c' a' inside; apply given; right; exact inside].
destruct (given c a) as [positive least]; [left; reflexivity|].
rewrite <- (Qmult_1_r c) at 1; rewrite (Qmult_comm c 1), (Qmult_comm c (order n w a)).
apply Qmult_le_compat_r; assumption.
Qed.

(** Weights with order at least 1 on every monomial and a combination that no variable exceeds by more than t:
    1 <= t (w_1 + ... + w_n). So no such weights have a sum below 1/t, t (1, ..., 1) being in the polyhedron. *)
Theorem weights_bound (n : nat) (w : nat -> Q) (t : Q) (points : list (Q * (nat -> Q))) :
  (forall i, (i < n)%nat -> 0 <= w i) ->
  (forall c a, In (c, a) points -> 0 <= c /\ 1 <= order n w a) ->
  total points == 1 -> (forall i, (i < n)%nat -> combination points i <= t) ->
  1 <= t * sum n w.
Proof.
intros weights orders one below; rewrite <- one.
apply Qle_trans with (order n w (combination points)).
- rewrite order_combination; apply orders_at_least, orders.
- rewrite <- sum_scale; apply sum_le; intros i less.
  rewrite (Qmult_comm (w i)); apply Qmult_le_compat_r; [apply below | apply weights]; exact less.
Qed.

(** Optimality: if the two meet, t * sum w = 1, no other weights have a smaller sum. *)
Theorem weights_optimal (n : nat) (w w' : nat -> Q) (t : Q) (points : list (Q * (nat -> Q))) :
  0 < t -> t * sum n w == 1 ->
  (forall i, (i < n)%nat -> 0 <= w' i) ->
  (forall c a, In (c, a) points -> 0 <= c /\ 1 <= order n w' a) ->
  total points == 1 -> (forall i, (i < n)%nat -> combination points i <= t) ->
  sum n w <= sum n w'.
Proof.
intros positive meets weights orders one below.
apply (Qmult_le_l _ _ t positive); rewrite meets.
eapply weights_bound; eassumption.
Qed.
