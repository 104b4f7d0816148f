(** Normal crossings: K = prod w_i^(e_i), e_i = 2 k_i even, with the prior prod |w_i|^(h_i).

    Page: Proofs/ClosedForms.md. Program:
    Sources/LLCTheorems/ClosedForms/NormalCrossingCoefficient.swift.
    Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith List Lia Permutation.
From SLT.Formulas Require Import Numbers.
Import ListNotations.
Local Open Scope Z_scope.

(** (h_i + 1)/e_i of the variables with e_i > 0, from pairs (e_i, h_i). *)
Definition thresholds (variables : list (Z * Z)) : list Q :=
  map (fun x => (snd x + 1) # Z.to_pos (fst x)) (filter (fun x => 0 <? fst x) variables).

(** lambda is the least of them, mult the number of variables that attain it. *)
Definition normal_crossing (variables : list (Z * Z)) : Q * Z :=
  let values := thresholds variables in
  let value := least 0%Q values in (value, count_of value values).

Theorem normal_crossing_below (variables : list (Z * Z)) (e h : Z) :
  In (e, h) variables -> 0 < e ->
  (fst (normal_crossing variables) <= (h + 1) # Z.to_pos e)%Q.
Proof.
intros inside positive; apply least_below.
apply (in_map (fun x => (snd x + 1) # Z.to_pos (fst x))) with (x := (e, h)).
apply filter_In; split; [exact inside | apply Z.ltb_lt; exact positive].
Qed.

Theorem normal_crossing_attained (variables : list (Z * Z)) :
  (exists e h, In (e, h) variables /\ 0 < e) ->
  exists e h, In (e, h) variables /\ 0 < e /\
    (fst (normal_crossing variables) = (h + 1) # Z.to_pos e)%Q.
Proof.
intros [e [h [inside positive]]].
assert (thresholds variables <> []) as some.
{ intros none; apply (in_nil (a := (h + 1) # Z.to_pos e)); rewrite <- none.
  apply (in_map (fun x => (snd x + 1) # Z.to_pos (fst x))) with (x := (e, h)).
  apply filter_In; split; [exact inside | apply Z.ltb_lt; exact positive]. }
pose proof (least_attained 0%Q _ some) as attained.
apply in_map_iff in attained; destruct attained as [[e' h'] [value inside']].
apply filter_In in inside'; destruct inside' as [inside' positive'].
apply Z.ltb_lt in positive'.
exists e', h'; repeat split; [exact inside' | exact positive' | symmetry; exact value].
Qed.

(** The multiplicity is at least 1 and at most the number of variables. *)
Theorem normal_crossing_multiplicity (variables : list (Z * Z)) :
  (exists e h, In (e, h) variables /\ 0 < e) ->
  1 <= snd (normal_crossing variables) <= Z.of_nat (length variables).
Proof.
intros [e [h [inside positive]]]; unfold normal_crossing; cbn [snd]; split.
- apply count_of_least_positive; intros none.
  apply (in_nil (a := (h + 1) # Z.to_pos e)); rewrite <- none.
  apply (in_map (fun x => (snd x + 1) # Z.to_pos (fst x))) with (x := (e, h)).
  apply filter_In; split; [exact inside | apply Z.ltb_lt; exact positive].
- assert (filtered : forall (A : Type) (p : A -> bool) xs,
    (length (filter p xs) <= length xs)%nat).
  { intros A p xs; induction xs as [|x xs IH]; simpl; [lia|]; destruct (p x); simpl; lia. }
  unfold count_of, thresholds.
  pose proof (filtered _ (Qeq_bool (least 0%Q (thresholds variables))) (thresholds variables)).
  unfold thresholds in *; rewrite map_length in *.
  pose proof (filtered _ (fun x => 0 <? fst x) variables); lia.
Qed.

(** One variable squared, flat prior: 1/2; (x y)^2: 1/2 with multiplicity 2. *)
Theorem normal_crossing_square : normal_crossing [(2, 0)] = (1 # 2, 1).
Proof. reflexivity. Qed.

Theorem normal_crossing_two : normal_crossing [(2, 0); (2, 0)] = (1 # 2, 2).
Proof. reflexivity. Qed.
