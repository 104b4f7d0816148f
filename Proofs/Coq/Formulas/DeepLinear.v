(** Deep linear networks, Aoyagi 2024: widths H_1, ..., H_(L+1), truth of rank r, at the most singular
    zeros; and a second formula, from the diversity of a product of Gaussian matrices.

    Page: Proofs/ClosedForms.md. Program: Sources/LLCTheorems/ClosedForms/DeepLinearCoefficient.swift.
    Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith List Lia Bool.
From SLT.Formulas Require Import Numbers TwoLayerLinear.
Import ListNotations.
Local Open Scope Z_scope.

Fixpoint insert (x : Z) (sorted : list Z) : list Z :=
  match sorted with
  | [] => [x]
  | y :: rest => if x <=? y then x :: sorted else y :: insert x rest
  end.

Fixpoint sort (xs : list Z) : list Z :=
  match xs with [] => [] | x :: rest => insert x (sort rest) end.

Fixpoint sum (xs : list Z) : Z := match xs with [] => 0 | x :: rest => x + sum rest end.

Fixpoint squares (xs : list Z) : Z := match xs with [] => 0 | x :: rest => x * x + squares rest end.

(** Of values in increasing order, the first two and as many more as stay below (their sum with those
    before)/(their number): [extend chosen total count rest]. *)
Fixpoint extend (chosen : list Z) (total count : Z) (rest : list Z) : list Z :=
  match rest with
  | [] => chosen
  | x :: others =>
      if x * count <? total + x then extend (chosen ++ [x]) (total + x) (count + 1) others
      else chosen
  end.

Definition chosen (sorted : list Z) : list Z :=
  match sorted with
  | x :: y :: rest => extend [x; y] (x + y) 2 rest
  | _ => sorted
  end.

(** Of l + 1 chosen surpluses M_i = H_i - r with sum S: M = ceil(S/l), a = S - (M - 1) l;
    8 l times a(l-a)/(4l) - l(l-1)/4 (S/l)^2 + 1/2 sum_(i<j) M_i M_j. *)
Definition excess (set : list Z) : Z :=
  let l := Z.of_nat (length set) - 1 in
  let S := sum set in S - ((S + l - 1) / l - 1) * l.

Definition singular_part (set : list Z) : Z :=
  let l := Z.of_nat (length set) - 1 in
  let S := sum set in let a := excess set in
  2 * a * (l - a) - 2 * (l - 1) * S * S + 2 * l * (S * S - squares set).

(** lambda = (r(H_1 + H_(L+1)) - r^2)/2 + singular part, mult = a(l - a) + 1. *)
Definition deep_linear (widths : list Z) (r : Z) : Q * Z :=
  let set := chosen (sort (map (fun H => H - r) widths)) in
  let l := Z.of_nat (length set) - 1 in
  let a := excess set in
  (Qmake (4 * l * (r * (hd 0 widths + last widths 0 - r)) + singular_part set) (Z.to_pos (8 * l)),
   a * (l - a) + 1).

(** The diversity of a product of Gaussian matrices, M_0 <= ... <= M_L: twice the coefficient at the
    truth zero is sum_(i = 1 .. M_0) (1 - i + min_(1 <= k <= L) floor((M_0 + ... + M_k - i)/k)). *)
Fixpoint diversity_least (total k i best : Z) (rest : list Z) : Z :=
  match rest with
  | [] => best
  | x :: others =>
      let value := (total + x - i) / k in
      diversity_least (total + x) (k + 1) i (if k =? 1 then value else Z.min best value) others
  end.

Definition diversity (surplus : list Z) : Z :=
  match sort surplus with
  | [] => 0
  | first :: rest => sum (map (fun i => 1 - i + diversity_least first 1 i 0 rest) (range 1 first))
  end.

Definition deep_linear_by_diversity (widths : list Z) (r : Z) : Q :=
  half (r * (hd 0 widths + last widths 0 - r) + diversity (map (fun H => H - r) widths)).

(** Two layers: reduced rank regression, by proof. *)
Lemma sort_three x y z :
  exists a b c, sort [x; y; z] = [a; b; c] /\ a <= b <= c /\
    (forall p h n, 0 <= p -> 0 <= h -> 0 <= n -> p = x -> h = y -> n = z ->
      product_closed p h n = product_closed a b c) /\
    a + b + c = x + y + z.
Proof.
cbn [sort insert].
repeat match goal with
  | |- context [?u <=? ?v] => destruct (Z.leb_spec u v); cbn [insert]
  end;
  (do 3 eexists; split; [reflexivity|]; split; [lia|]; split; [|lia]);
  intros; subst; try reflexivity; try (exfalso; lia).
all: try (rewrite product_closed_transpose by assumption; reflexivity).
all: try (rewrite product_closed_rotate by assumption; reflexivity).
all: try (rewrite <- product_closed_rotate by assumption; reflexivity).
all: try (rewrite product_closed_rotate, product_closed_transpose by assumption; reflexivity).
all: try (rewrite product_closed_transpose, product_closed_rotate by assumption; reflexivity).
all: try (rewrite !product_closed_rotate by assumption; reflexivity).
Qed.

Lemma mod_two_case x : x mod 2 = 0 \/ x mod 2 = 1.
Proof. pose proof (Z.mod_pos_bound x 2 ltac:(lia)); lia. Qed.

(** Three surpluses in order: the third one is chosen if it is below the sum of the others. *)
Lemma singular_three a b c :
  0 <= a <= b -> b <= c ->
  let set := chosen [a; b; c] in
  let l := Z.of_nat (length set) - 1 in
  0 < l /\ singular_part set = 4 * l * product_closed a b c /\
  excess set * (l - excess set) + 1 = product_ties a b c.
Proof.
intros order order'; cbn [chosen extend].
destruct (Z.ltb_spec (c * 2) (a + b + c)) as [chosen_three|chosen_two].
- cbv zeta; cbn [app length]; change (Z.of_nat 3 - 1) with 2.
  unfold singular_part, excess; cbn [app length sum squares]; change (Z.of_nat 3 - 1) with 2.
  unfold product_closed, product_ties.
  four_cases a b c; try lia; cbn [orb].
  pose proof (closed_quarter a b c) as quarter_is.
  replace (a + (b + (c + 0))) with (a + b + c) by ring.
  replace (a * a + (b * b + (c * c + 0))) with (a * a + b * b + c * c) by ring.
  pose proof (Z.div_mod (a + b + c) 2 ltac:(lia)) as division.
  replace (a + b + c + 2 - 1) with (a + b + c + 1) by ring.
  set (A := (b + c - a) * (b + c - a) / 4) in *; clearbody A.
  destruct (mod_two_case (a + b + c)) as [even|odd].
  + replace ((a + b + c + 1) / 2) with ((a + b + c) / 2).
    2: { apply Z.div_unique with (r := 1); lia. }
    rewrite even in *; set (t := (a + b + c) / 2) in *; clearbody t.
    assert (a = 2 * t - b - c) by lia; subst a.
    split; [lia|]; split; nia.
  + replace ((a + b + c + 1) / 2) with ((a + b + c) / 2 + 1).
    2: { apply Z.div_unique with (r := 0); lia. }
    rewrite odd in *; set (t := (a + b + c) / 2) in *; clearbody t.
    assert (a = 2 * t + 1 - b - c) by lia; subst a.
    split; [lia|]; split; nia.
- cbv zeta; cbn [length]; change (Z.of_nat 2 - 1) with 1.
  unfold singular_part, excess; cbn [length sum squares]; change (Z.of_nat 2 - 1) with 1.
  replace (a + (b + 0) + 1 - 1) with (a + (b + 0)) by ring; rewrite Z.div_1_r.
  unfold product_closed, product_ties.
  four_cases a b c; try lia; cbn [orb]; [split; [lia|]; split; [ring | ring]|].
  assert (c = a + b) by lia; subst c.
  replace (b + (a + b) - a) with (2 * b) by ring.
  replace (2 * b * (2 * b)) with (b * b * 4) by ring; rewrite Z.div_mul by lia.
  replace (a + b + (a + b)) with (0 + (a + b) * 2) by ring; rewrite Z.mod_add by lia.
  change (0 mod 2) with 0; split; [lia|]; split; ring.
Qed.

(** With two layers it is reduced rank regression at its most singular zeros, multiplicity included. *)
Theorem deep_linear_two_layers (N H M r : Z) :
  0 <= r <= Z.min M (Z.min H N) ->
  (fst (deep_linear [N; H; M] r) == fst (two_layer N H M r r r))%Q /\
  snd (deep_linear [N; H; M] r) = snd (two_layer N H M r r r).
Proof.
intros ranks; unfold deep_linear, two_layer; cbn [fst snd map hd last].
rewrite product_least_closed, product_count_closed by lia.
destruct (sort_three (N - r) (H - r) (M - r)) as [a [b [c [sorted [order [same total]]]]]].
rewrite sorted.
assert (0 <= a) as low.
{ assert (In a (sort [N - r; H - r; M - r])) as inside by (rewrite sorted; left; reflexivity).
  assert (every : forall x, In x (sort [N - r; H - r; M - r]) -> 0 <= x).
  { intros x; cbn [sort insert].
    repeat match goal with
    | |- context [?u <=? ?v] => destruct (Z.leb_spec u v); cbn [insert]
    end; cbn [In]; lia. }
  apply every, inside. }
pose proof (singular_three a b c ltac:(lia) ltac:(lia)) as [layers [singular ties]].
cbv zeta in *.
set (l := Z.of_nat (length (chosen [a; b; c])) - 1) in *; clearbody l.
rewrite singular, ties.
replace (H - r - r + r) with (H - r) by ring.
assert (product_closed (M - r) (H - r) (N - r) = product_closed a b c) as value.
{ rewrite product_closed_transpose by lia; apply same; lia. }
rewrite value; split.
- unfold half, Qeq, jacobian_rank; cbn [Qnum Qden]; rewrite Z2Pos.id by lia; ring.
- rewrite (product_ties_transpose (M - r)) by lia.
  unfold product_ties; replace (N - r + (H - r) + (M - r)) with (a + b + c) by lia.
  cbn [sort insert] in sorted.
  repeat match goal with
  | sorted : context [?u <=? ?v] |- _ =>
      destruct (Z.leb_spec u v); cbn [insert] in sorted
  end; injection sorted as <- <- <-;
  four_cases (N - r) (H - r) (M - r); cbn [orb];
  repeat match goal with
  | |- context [?u <? ?v] => destruct (Z.ltb_spec u v); cbn [orb]
  end; lia.
Qed.

(** Widths from 1 to [most], [count] of them. *)
Fixpoint all_widths (count : nat) (most : Z) : list (list Z) :=
  match count with
  | O => [[]]
  | S rest => flat_map (fun x => map (cons x) (all_widths rest most)) (range 1 most)
  end.

(** The two formulas agree, by computation, on every network of three layers with widths up to 8,
    of four with widths up to 6, of five with widths up to 4, and every rank. *)
Definition formulas_agree (widths : list Z) : bool :=
  forallb
    (fun r => Qeq_bool (fst (deep_linear widths r)) (deep_linear_by_diversity widths r))
    (range 0 (fold_right Z.min (hd 0 widths) widths)).

Theorem deep_linear_diversity_agree :
  forallb formulas_agree (all_widths 4 8 ++ all_widths 5 6 ++ all_widths 6 4) = true.
Proof. vm_compute; reflexivity. Qed.

(** (x y)^2, widths 1, 1, 1: a normal crossing of multiplicity 2. *)
Theorem deep_linear_crossing :
  Qeq (fst (deep_linear [1; 1; 1] 0)) (1 # 2) /\ snd (deep_linear [1; 1; 1] 0) = 2.
Proof. split; reflexivity. Qed.
