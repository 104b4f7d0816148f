(** Ranges, least values and their multiplicity, shared by the formulas.

    A learning coefficient is a [Q], a multiplicity a [Z]; dimensions are [Z] so that tables are
    computed on binary numbers.
    Page: Proofs/README.md. Program: Sources/LLCTheorems. Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith Qminmax List Lia.
Import ListNotations.
Local Open Scope Z_scope.

(** Half, quarter and eighth of an integer. *)
Definition half (n : Z) : Q := n # 2.
Definition quarter (n : Z) : Q := n # 4.
Definition eighth (n : Z) : Q := n # 8.

(** first, first + 1, ..., [count] numbers. *)
Fixpoint from (first : Z) (count : nat) : list Z :=
  match count with
  | O => []
  | S rest => first :: from (first + 1) rest
  end.

(** first, ..., last; empty if last < first. *)
Definition range (first last : Z) : list Z := from first (Z.to_nat (last - first + 1)).

Lemma in_from first count x : In x (from first count) <-> first <= x < first + Z.of_nat count.
Proof.
revert first; induction count as [|count IH]; intros first; simpl from.
- simpl; lia.
- simpl In; rewrite IH; lia.
Qed.

Lemma in_range first last x : In x (range first last) <-> first <= x <= last.
Proof. unfold range; rewrite in_from; lia. Qed.

(** The least of f over 0, ..., last, and how many places attain it. *)
Fixpoint least_upto (f : Z -> Z) (last : nat) : Z :=
  match last with
  | O => f 0
  | S rest => Z.min (f (Z.of_nat last)) (least_upto f rest)
  end.

Fixpoint count_upto (p : Z -> bool) (last : nat) : Z :=
  match last with
  | O => if p 0 then 1 else 0
  | S rest => (if p (Z.of_nat last) then 1 else 0) + count_upto p rest
  end.

Lemma least_upto_below f last t : 0 <= t <= Z.of_nat last -> least_upto f last <= f t.
Proof.
induction last as [|last IH]; intros range_t.
- replace t with 0 by lia; simpl; lia.
- cbn [least_upto].
  destruct (Z.eq_dec t (Z.of_nat (S last))) as [->|other]; [lia|].
  assert (least_upto f last <= f t) by (apply IH; lia); lia.
Qed.

Lemma least_upto_attained f last :
  exists t, 0 <= t <= Z.of_nat last /\ f t = least_upto f last.
Proof.
induction last as [|last [t [range_t value_t]]].
- exists 0; simpl; lia.
- cbn [least_upto].
  destruct (Z.min_spec (f (Z.of_nat (S last))) (least_upto f last)) as [[_ ->]|[_ ->]].
  + exists (Z.of_nat (S last)); lia.
  + exists t; lia.
Qed.

(** What is attained and below all values is the least. *)
Lemma least_upto_is f last value t :
  0 <= t <= Z.of_nat last -> f t = value ->
  (forall u, 0 <= u <= Z.of_nat last -> value <= f u) -> least_upto f last = value.
Proof.
intros range_t value_t below.
assert (least_upto f last <= f t) by (apply least_upto_below; assumption).
destruct (least_upto_attained f last) as [u [range_u value_u]].
specialize (below u range_u); lia.
Qed.

Lemma count_upto_none p last :
  (forall t, 0 <= t <= Z.of_nat last -> p t = false) -> count_upto p last = 0.
Proof.
induction last as [|last IH]; intros none.
- simpl; rewrite (none 0); lia.
- cbn [count_upto]; rewrite (none (Z.of_nat (S last))) by lia.
  rewrite IH; [lia | intros t range_t; apply none; lia].
Qed.

Lemma count_upto_one p last t :
  0 <= t <= Z.of_nat last -> (forall u, 0 <= u <= Z.of_nat last -> p u = true <-> u = t) ->
  count_upto p last = 1.
Proof.
induction last as [|last IH]; intros range_t only.
- assert (t = 0) by lia; subst t; simpl.
  assert (p 0 = true) as -> by (apply only; lia); reflexivity.
- cbn [count_upto].
  destruct (Z.eq_dec t (Z.of_nat (S last))) as [->|other].
  + assert (p (Z.of_nat (S last)) = true) as -> by (apply only; lia).
    rewrite count_upto_none; [lia|].
    intros u range_u; destruct (p u) eqn:value_u; [|reflexivity].
    apply only in value_u; lia.
  + rewrite IH; [| lia | intros u range_u; apply only; lia].
    destruct (p (Z.of_nat (S last))) eqn:value_last; [|lia].
    apply only in value_last; lia.
Qed.

Lemma count_upto_two p last t :
  0 <= t -> t + 1 <= Z.of_nat last ->
  (forall u, 0 <= u <= Z.of_nat last -> p u = true <-> u = t \/ u = t + 1) ->
  count_upto p last = 2.
Proof.
induction last as [|last IH]; intros low high only; [simpl in high; lia|].
cbn [count_upto].
destruct (Z.eq_dec (t + 1) (Z.of_nat (S last))) as [last_is|other].
- rewrite <- last_is.
  assert (p (t + 1) = true) as -> by (apply only; lia).
  rewrite (count_upto_one p last t); [lia | lia |].
  intros u range_u; rewrite only by lia; lia.
- rewrite IH; [| lia | lia | intros u range_u; apply only; lia].
  destruct (p (Z.of_nat (S last))) eqn:value_last; [|lia].
  apply only in value_last; lia.
Qed.

(** d(d+1)/2, the dimension of the symmetric matrices of size d. *)
Definition symmetric_dimension (d : Z) : Z := d * (d + 1) / 2.

Lemma twice_symmetric_dimension d : 2 * symmetric_dimension d = d * (d + 1).
Proof.
unfold symmetric_dimension.
assert ((d * (d + 1)) mod 2 = 0).
{ rewrite Z.mul_mod, Z.add_mod by lia.
  pose proof (Z.mod_pos_bound d 2 ltac:(lia)) as bound.
  assert (d mod 2 = 0 \/ d mod 2 = 1) as [-> | ->] by lia; reflexivity. }
pose proof (Z.div_mod (d * (d + 1)) 2 ltac:(lia)); lia.
Qed.

(** Least of a non-empty list of rationals and its multiplicity; [default] for the empty one. *)
Fixpoint least (default : Q) (values : list Q) : Q :=
  match values with
  | [] => default
  | [value] => value
  | value :: rest => let other := least default rest in if Qle_bool value other then value else other
  end.

Definition count_of (value : Q) (values : list Q) : Z :=
  Z.of_nat (length (filter (Qeq_bool value) values)).

Lemma least_below default values value : In value values -> (least default values <= value)%Q.
Proof.
induction values as [|first rest IH]; simpl; [tauto|].
destruct rest as [|second others]; [intros [-> | []]; apply Qle_refl|].
intros [->|inside].
- destruct (Qle_bool value _) eqn:order; [apply Qle_refl|].
  apply Qlt_le_weak, Qnot_le_lt; intros no; apply Qle_bool_iff in no; congruence.
- destruct (Qle_bool first _) eqn:order; [|apply IH, inside].
  apply Qle_bool_iff in order; eapply Qle_trans; [exact order | apply IH, inside].
Qed.

Lemma least_attained default values : values <> [] -> In (least default values) values.
Proof.
induction values as [|first rest IH]; [congruence|]; intros _.
destruct rest as [|second others]; [left; reflexivity|].
cbn [least]; destruct (Qle_bool first _); [left; reflexivity | right; apply IH; congruence].
Qed.

Lemma count_of_least_positive default values :
  values <> [] -> 1 <= count_of (least default values) values.
Proof.
intros some; pose proof (least_attained default values some) as inside.
unfold count_of.
assert (In (least default values) (filter (Qeq_bool (least default values)) values)) as found.
{ apply filter_In; split; [exact inside | apply Qeq_bool_refl]. }
destruct (filter _ values); simpl in *; [tauto | lia].
Qed.
