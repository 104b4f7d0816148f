(** Two-layer linear networks, f(x) = B A x with A of size H x N, B of size M x H, at factors of ranks
    a, b and product of rank r; reduced rank regression; low-rank matrices.

    Pages: Proofs/TwoLayerLinearCoefficient.md, Proofs/ClosedForms.md. Program:
    Sources/LLCTheorems/ClosedForms/TwoLayerLinearCoefficient.swift,
    Sources/LLCTheorems/ClosedForms/LowRankCoefficient.swift.
    Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith Lia Bool.
From SLT.Formulas Require Import Numbers.
Local Open Scope Z_scope.

(** c_t = p t + (h - t)(n - t): t singular values of Z, h x n, stay away from zero in ||Y Z||^2. *)
Definition cost (p h n t : Z) : Z := p * t + (h - t) * (n - t).

(** The least cost over 0 <= t <= min(h, n), and its minimisers. *)
Definition product_least (p h n : Z) : Z := least_upto (cost p h n) (Z.to_nat (Z.min h n)).
Definition product_count (p h n : Z) : Z :=
  count_upto (fun t => cost p h n t =? product_least p h n) (Z.to_nat (Z.min h n)).

(** q = M a + b N - a b, the rank of the Jacobian. *)
Definition jacobian_rank (N M a b : Z) : Z := M * a + b * N - a * b.

(** lambda and mult at factors of ranks a, b, r; N inputs, H hidden units, M outputs. *)
Definition two_layer (N H M a b r : Z) : Q * Z :=
  (half (jacobian_rank N M a b + product_least (M - b) (H - a - b + r) (N - a)),
   product_count (M - b) (H - a - b + r) (N - a)).

(** Ranks that occur. *)
Definition ranks_occur (N H M a b r : Z) : Prop :=
  0 <= r <= Z.min a b /\ a <= Z.min H N /\ b <= Z.min M H /\ a + b - r <= H.

(** Aoyagi and Watanabe 2005, in its four cases; M inputs, H hidden units, N outputs, rank r. *)
Definition reduced_rank (M H N r : Z) : Q * Z :=
  if M + H <? N + r then (half (H * M - H * r + N * r), 1)
  else if N + H <? M + r then (half (H * N - H * r + M * r), 1)
  else if M + N <? H + r then (half (M * N), 1)
  else
    let odd := (M + H + N + r) mod 2 in
    (eighth (- (H + r) * (H + r) - M * M - N * N + 2 * (H + r) * (M + N) + 2 * M * N + odd),
     1 + odd).

(** d x d matrices of rank r as products of factors of rank r: r(2d - r)/2. *)
Definition low_rank (d r : Z) : Q * Z := (half (r * (2 * d - r)), 1).

(** The least cost in closed form: 4 times a symmetric function of p, h, n. *)
Definition product_closed (p h n : Z) : Z :=
  if h + n <? p then h * n
  else if p + n <? h then p * n
  else if p + h <? n then p * h
  else h * n - (h + n - p) * (h + n - p) / 4.

Definition product_ties (p h n : Z) : Z :=
  if (h + n <? p) || (p + n <? h) || (p + h <? n) then 1 else 1 + (p + h + n) mod 2.

Lemma square_quarter x :
  x * x / 4 = x / 2 * (x - x / 2) /\ (2 * (x / 2) = x \/ 2 * (x / 2) = x - 1).
Proof.
pose proof (Z.div_mod x 2 ltac:(lia)) as division.
pose proof (Z.mod_pos_bound x 2 ltac:(lia)) as bound.
set (t := x / 2) in *; set (e := x mod 2) in *; clearbody t e.
assert (x = 2 * t \/ x = 2 * t + 1) as [-> | ->] by lia.
- split; [|lia]. replace (2 * t * (2 * t)) with (t * t * 4) by ring. rewrite Z.div_mul by lia; ring.
- split; [|lia]. replace ((2 * t + 1) * (2 * t + 1)) with (1 + (t * t + t) * 4) by ring.
  rewrite Z.div_add by lia; change (1 / 4) with 0; ring.
Qed.

Lemma cost_difference p h n t u : cost p h n u - cost p h n t = (u - t) * (u + t - (h + n - p)).
Proof. unfold cost; ring. Qed.

(** Where the least cost is attained: next to the vertex (h + n - p)/2, or at an end. *)
Definition product_place (p h n : Z) : Z :=
  if h + n <? p then 0
  else if p + n <? h then n
  else if p + h <? n then h
  else (h + n - p) / 2.

Lemma consecutive x : 0 <= x * (x - 1).
Proof. destruct (Z.le_gt_cases x 0); nia. Qed.

Ltac four_cases p h n :=
  destruct (Z.ltb_spec (h + n) p); [|destruct (Z.ltb_spec (p + n) h);
    [|destruct (Z.ltb_spec (p + h) n)]].

Lemma product_place_range p h n :
  0 <= p -> 0 <= h -> 0 <= n -> 0 <= product_place p h n <= Z.min h n.
Proof.
intros; unfold product_place; four_cases p h n; try lia.
destruct (square_quarter (h + n - p)) as [_ half_is]; lia.
Qed.

Lemma product_place_cost p h n : cost p h n (product_place p h n) = product_closed p h n.
Proof.
unfold product_place, product_closed; four_cases p h n; unfold cost; try ring.
destruct (square_quarter (h + n - p)) as [square half_is].
rewrite square; ring.
Qed.

Lemma product_place_least p h n u :
  0 <= p -> 0 <= h -> 0 <= n -> 0 <= u <= Z.min h n ->
  product_closed p h n <= cost p h n u.
Proof.
intros; rewrite <- product_place_cost.
assert (0 <= cost p h n u - cost p h n (product_place p h n)); [|lia].
rewrite cost_difference; unfold product_place; four_cases p h n; try nia.
destruct (square_quarter (h + n - p)) as [_ half_is].
set (t := (h + n - p) / 2) in *; clearbody t.
assert (h + n - p = 2 * t \/ h + n - p = 2 * t + 1) as [-> | ->] by lia.
- replace ((u - t) * (u + t - 2 * t)) with ((u - t) * (u - t)) by ring.
  apply Z.square_nonneg.
- replace ((u - t) * (u + t - (2 * t + 1))) with ((u - t) * (u - t - 1)) by ring.
  apply consecutive.
Qed.

Theorem product_least_closed (p h n : Z) :
  0 <= p -> 0 <= h -> 0 <= n -> product_least p h n = product_closed p h n.
Proof.
intros; unfold product_least.
pose proof (product_place_range p h n ltac:(assumption) ltac:(assumption) ltac:(assumption)).
apply least_upto_is with (t := product_place p h n).
- lia.
- apply product_place_cost.
- intros; apply product_place_least; lia.
Qed.

(** The number of minimisers: two if p + h + n is odd and no side is longer than the two others. *)
Theorem product_count_closed (p h n : Z) :
  0 <= p -> 0 <= h -> 0 <= n -> product_count p h n = product_ties p h n.
Proof.
intros; unfold product_count; rewrite product_least_closed by assumption.
rewrite <- product_place_cost.
assert (attains : forall t u, (cost p h n u =? cost p h n t) = true
  <-> (u = t \/ u + t = h + n - p)).
{ intros t u; rewrite Z.eqb_eq; pose proof (cost_difference p h n t u); nia. }
pose proof (product_place_range p h n ltac:(assumption) ltac:(assumption) ltac:(assumption)) as range.
unfold product_place, product_ties in *; four_cases p h n; cbn [orb]; unfold product_place in *.
- apply count_upto_one with (t := 0); [lia|]; intros u ?; rewrite attains; lia.
- apply count_upto_one with (t := n); [lia|]; intros u ?; rewrite attains; lia.
- apply count_upto_one with (t := h); [lia|]; intros u ?; rewrite attains; lia.
- destruct (square_quarter (h + n - p)) as [_ [even|odd]].
  + replace ((p + h + n) mod 2) with 0.
    * apply count_upto_one with (t := (h + n - p) / 2); [lia|]; intros u ?; rewrite attains; lia.
    * symmetry; apply Z.mod_divide; [lia|]; exists ((h + n - p) / 2 + p); lia.
  + replace ((p + h + n) mod 2) with 1.
    * apply count_upto_two with (t := (h + n - p) / 2); [lia | lia |].
      intros u ?; rewrite attains; lia.
    * rewrite (Z.mod_eq (p + h + n) 2) by lia.
      replace (p + h + n) with (1 + ((h + n - p) / 2 + p) * 2) by lia.
      rewrite Z.div_add by lia; change (1 / 2) with 0; lia.
Qed.

(** The closed form does not depend on the order of p, h, n. *)
Lemma closed_quarter p h n :
  4 * ((h + n - p) * (h + n - p) / 4) =
  (h + n - p) * (h + n - p) - (p + h + n) mod 2.
Proof.
destruct (square_quarter (h + n - p)) as [square half_is]; rewrite square.
set (t := (h + n - p) / 2) in *.
pose proof (Z.div_mod (p + h + n) 2 ltac:(lia)).
pose proof (Z.mod_pos_bound (p + h + n) 2 ltac:(lia)).
nia.
Qed.

Theorem product_closed_transpose (p h n : Z) :
  0 <= p -> 0 <= h -> 0 <= n -> product_closed p h n = product_closed n h p.
Proof.
intros; unfold product_closed; four_cases p h n; four_cases n h p; try lia; try nia.
pose proof (closed_quarter p h n) as first.
pose proof (closed_quarter n h p) as second.
replace (n + h + p) with (p + h + n) in second by ring.
set (e := (p + h + n) mod 2) in *; clearbody e.
set (A := (h + n - p) * (h + n - p) / 4) in *; clearbody A.
set (B := (h + p - n) * (h + p - n) / 4) in *; clearbody B; nia.
Qed.

Theorem product_closed_rotate (p h n : Z) :
  0 <= p -> 0 <= h -> 0 <= n -> product_closed p h n = product_closed h n p.
Proof.
intros; unfold product_closed; four_cases p h n; four_cases h n p; try lia; try nia.
pose proof (closed_quarter p h n) as first.
pose proof (closed_quarter h n p) as second.
replace (h + n + p) with (p + h + n) in second by ring.
set (e := (p + h + n) mod 2) in *; clearbody e.
set (A := (h + n - p) * (h + n - p) / 4) in *; clearbody A.
set (B := (n + p - h) * (n + p - h) / 4) in *; clearbody B; nia.
Qed.

Theorem product_ties_transpose (p h n : Z) :
  0 <= p -> 0 <= h -> 0 <= n -> product_ties p h n = product_ties n h p.
Proof.
intros; unfold product_ties; replace (n + h + p) with (p + h + n) by ring.
four_cases p h n; four_cases n h p; cbn [orb]; lia.
Qed.

(** Exchanging input and output changes nothing. *)
Theorem two_layer_transpose (N H M a b r : Z) :
  ranks_occur N H M a b r -> two_layer N H M a b r = two_layer M H N b a r.
Proof.
unfold ranks_occur; intros ranks; unfold two_layer.
rewrite !product_least_closed, !product_count_closed by lia.
rewrite product_closed_transpose, product_ties_transpose by lia.
replace (H - b - a + r) with (H - a - b + r) by ring.
replace (jacobian_rank M N b a) with (jacobian_rank N M a b); [reflexivity|].
unfold jacobian_rank; ring.
Qed.

(** At a = b = r it is the theorem of Aoyagi and Watanabe, multiplicity included. *)
Theorem two_layer_is_reduced_rank (M H N r : Z) :
  0 <= r <= Z.min M (Z.min H N) ->
  (fst (two_layer M H N r r r) == fst (reduced_rank M H N r))%Q /\
  snd (two_layer M H N r r r) = snd (reduced_rank M H N r).
Proof.
intros ranks; unfold two_layer, reduced_rank; cbn [fst snd].
rewrite product_least_closed, product_count_closed by lia.
replace (H - r - r + r) with (H - r) by ring.
unfold product_closed, product_ties, jacobian_rank.
destruct (Z.ltb_spec (M + H) (N + r)), (Z.ltb_spec (N + H) (M + r)),
  (Z.ltb_spec (M + N) (H + r)); try lia;
four_cases (N - r) (H - r) (M - r); try lia; cbn [fst snd orb];
  try (split; [unfold half, eighth, Qeq; cbn [Qnum Qden]; ring | reflexivity]).
replace ((N - r + (H - r) + (M - r)) mod 2) with ((M + H + N + r) mod 2).
- split; [|reflexivity].
  pose proof (closed_quarter (N - r) (H - r) (M - r)) as quarter_is.
  replace ((N - r + (H - r) + (M - r)) mod 2) with ((M + H + N + r) mod 2) in quarter_is.
  + unfold half, eighth, Qeq; cbn [Qnum Qden]; nia.
  + replace (M + H + N + r) with (N - r + (H - r) + (M - r) + 2 * r * 2) by ring.
    apply Z.mod_add; lia.
- replace (M + H + N + r) with (N - r + (H - r) + (M - r) + 2 * r * 2) by ring.
  apply Z.mod_add; lia.
Qed.

(** Bounds: half the number of weights H(M + N), and half the entries M N of the product. *)
Lemma product_closed_at_most p h n u :
  0 <= p -> 0 <= h -> 0 <= n -> 0 <= u <= Z.min h n -> product_closed p h n <= cost p h n u.
Proof. apply product_place_least. Qed.

Lemma product_closed_entries p h n :
  0 <= p -> 0 <= h -> 0 <= n -> product_closed p h n <= p * n.
Proof.
intros; rewrite product_closed_rotate by assumption.
apply Z.le_trans with (cost h n p 0); [apply product_place_least; lia | unfold cost; lia].
Qed.

Theorem two_layer_at_most_regular (N H M a b r : Z) :
  ranks_occur N H M a b r -> (fst (two_layer N H M a b r) <= half (H * (M + N)))%Q.
Proof.
unfold ranks_occur; intros ranks; unfold two_layer; cbn [fst].
rewrite product_least_closed by lia.
pose proof (product_closed_at_most (M - b) (H - a - b + r) (N - a) 0
  ltac:(lia) ltac:(lia) ltac:(lia) ltac:(lia)) as bound.
unfold cost in bound; unfold half, Qle, jacobian_rank; cbn [Qnum Qden].
assert (0 <= (a - r) * (N - a)) by nia; assert (0 <= (H - a) * M) by nia.
assert (0 <= a * H) by nia; nia.
Qed.

Theorem two_layer_at_most_entries (N H M a b r : Z) :
  ranks_occur N H M a b r -> (fst (two_layer N H M a b r) <= half (M * N))%Q.
Proof.
unfold ranks_occur; intros ranks; unfold two_layer; cbn [fst].
rewrite product_least_closed by lia.
pose proof (product_closed_entries (M - b) (H - a - b + r) (N - a)
  ltac:(lia) ltac:(lia) ltac:(lia)) as bound.
unfold half, Qle, jacobian_rank; cbn [Qnum Qden]; lia.
Qed.

(** From below, half the rank of the Jacobian: certificate (a). *)
Lemma product_closed_nonnegative p h n : 0 <= p -> 0 <= h -> 0 <= n -> 0 <= product_closed p h n.
Proof.
intros; rewrite <- product_place_cost.
pose proof (product_place_range p h n ltac:(assumption) ltac:(assumption) ltac:(assumption)).
unfold cost; nia.
Qed.

Theorem two_layer_at_least_rank (N H M a b r : Z) :
  ranks_occur N H M a b r -> (half (jacobian_rank N M a b) <= fst (two_layer N H M a b r))%Q.
Proof.
unfold ranks_occur; intros ranks; unfold two_layer; cbn [fst].
rewrite product_least_closed by lia.
pose proof (product_closed_nonnegative (M - b) (H - a - b + r) (N - a)
  ltac:(lia) ltac:(lia) ltac:(lia)) as bound.
unfold half, Qle; cbn [Qnum Qden]; lia.
Qed.

(** The least cost grows with each side, and by at most p when h and n both grow by one. *)
Lemma product_closed_increasing_p p p' h n :
  0 <= p <= p' -> 0 <= h -> 0 <= n -> product_closed p h n <= product_closed p' h n.
Proof.
intros; rewrite <- (product_place_cost p').
pose proof (product_place_range p' h n ltac:(lia) ltac:(lia) ltac:(lia)) as range.
set (t := product_place p' h n) in *; clearbody t.
apply Z.le_trans with (cost p h n t); [apply product_place_least; lia | unfold cost; nia].
Qed.

Lemma product_closed_increasing p h n p' h' n' :
  0 <= p <= p' -> 0 <= h <= h' -> 0 <= n <= n' -> product_closed p h n <= product_closed p' h' n'.
Proof.
intros.
apply Z.le_trans with (product_closed p' h n); [apply product_closed_increasing_p; lia|].
rewrite (product_closed_rotate p' h n), (product_closed_rotate p' h' n') by lia.
apply Z.le_trans with (product_closed h' n p'); [apply product_closed_increasing_p; lia|].
rewrite (product_closed_rotate h' n p'), (product_closed_rotate h' n' p') by lia.
apply product_closed_increasing_p; lia.
Qed.

Lemma product_closed_step p h n :
  0 <= p -> 1 <= h -> 1 <= n -> product_closed p h n <= p + product_closed p (h - 1) (n - 1).
Proof.
intros; rewrite <- (product_place_cost p (h - 1)).
pose proof (product_place_range p (h - 1) (n - 1) ltac:(lia) ltac:(lia) ltac:(lia)) as range.
set (t := product_place p (h - 1) (n - 1)) in *; clearbody t.
apply Z.le_trans with (cost p h n (t + 1)); [apply product_place_least; lia | unfold cost; nia].
Qed.

(** lambda grows with every width, the ranks being given. *)
Theorem two_layer_increasing (N H M N' H' M' a b r : Z) :
  ranks_occur N H M a b r -> N <= N' -> H <= H' -> M <= M' ->
  (fst (two_layer N H M a b r) <= fst (two_layer N' H' M' a b r))%Q.
Proof.
unfold ranks_occur; intros ranks more_inputs more_units more_outputs; unfold two_layer; cbn [fst].
rewrite !product_least_closed by lia.
pose proof (product_closed_increasing (M - b) (H - a - b + r) (N - a) (M' - b) (H' - a - b + r)
  (N' - a) ltac:(lia) ltac:(lia) ltac:(lia)) as bound.
unfold half, Qle, jacobian_rank; cbn [Qnum Qden]; nia.
Qed.

(** One more rank of the first factor never makes the coefficient smaller; by transposition nor does
    one of the second. *)
Lemma two_layer_step (N H M a b r : Z) :
  ranks_occur N H M a b r -> ranks_occur N H M (a + 1) b r ->
  (fst (two_layer N H M a b r) <= fst (two_layer N H M (a + 1) b r))%Q.
Proof.
unfold ranks_occur; intros ranks more; unfold two_layer; cbn [fst].
rewrite !product_least_closed by lia.
pose proof (product_closed_step (M - b) (H - a - b + r) (N - a)
  ltac:(lia) ltac:(lia) ltac:(lia)) as bound.
replace (H - (a + 1) - b + r) with (H - a - b + r - 1) by ring.
replace (N - (a + 1)) with (N - a - 1) by ring.
unfold half, Qle, jacobian_rank; cbn [Qnum Qden]; nia.
Qed.

Lemma two_layer_first (N H M b r : Z) (more : nat) :
  forall a, ranks_occur N H M a b r -> ranks_occur N H M (a + Z.of_nat more) b r ->
  (fst (two_layer N H M a b r) <= fst (two_layer N H M (a + Z.of_nat more) b r))%Q.
Proof.
induction more as [|more IH]; intros a ranks ranks_more.
- replace (a + Z.of_nat 0) with a by lia; apply Qle_refl.
- assert (ranks_occur N H M (a + 1) b r) by (unfold ranks_occur in *; lia).
  replace (a + Z.of_nat (S more)) with (a + 1 + Z.of_nat more) in * by lia.
  eapply Qle_trans; [apply two_layer_step; eassumption | apply IH; assumption].
Qed.

(** The most singular zeros, a = b = r, have the smallest coefficient. *)
Theorem most_singular_least (N H M a b r : Z) :
  ranks_occur N H M a b r -> (fst (two_layer N H M r r r) <= fst (two_layer N H M a b r))%Q.
Proof.
intros ranks.
assert (ranks_occur N H M a r r) as first by (unfold ranks_occur in *; lia).
assert (ranks_occur N H M r r r) as both by (unfold ranks_occur in *; lia).
apply Qle_trans with (fst (two_layer N H M a r r)).
- pose proof (two_layer_first N H M r r (Z.to_nat (a - r)) r both) as grow.
  replace (r + Z.of_nat (Z.to_nat (a - r))) with a in grow by (unfold ranks_occur in *; lia).
  apply grow, first.
- rewrite (two_layer_transpose N H M a r r first), (two_layer_transpose N H M a b r ranks).
  pose proof (two_layer_first M H N a r (Z.to_nat (b - r)) r) as grow.
  replace (r + Z.of_nat (Z.to_nat (b - r))) with b in grow by (unfold ranks_occur in *; lia).
  apply grow; unfold ranks_occur in *; lia.
Qed.

(** The coefficient of reduced rank regression grows with the rank of the truth. *)
Theorem reduced_rank_increasing (N H M r : Z) :
  0 <= r -> r + 1 <= Z.min M (Z.min H N) ->
  (fst (two_layer N H M r r r) <= fst (two_layer N H M (r + 1) (r + 1) (r + 1)))%Q.
Proof.
intros low high; unfold two_layer; cbn [fst].
rewrite !product_least_closed by lia.
replace (H - (r + 1) - (r + 1) + (r + 1)) with (H - r - 1) by ring.
replace (H - r - r + r) with (H - r) by ring.
pose proof (product_closed_step (M - r) (H - r) (N - r) ltac:(lia) ltac:(lia) ltac:(lia)) as one.
rewrite (product_closed_transpose (M - r) (H - r - 1) (N - r - 1)) in one by lia.
assert (product_closed (N - r - 1) (H - r - 1) (M - r)
  <= (N - r - 1) + product_closed (N - r - 1) (H - r - 1) (M - r - 1)).
{ (* one side more costs no more than the other two allow *)
  rewrite <- (product_place_cost (N - r - 1) (H - r - 1) (M - r - 1)).
  pose proof (product_place_range (N - r - 1) (H - r - 1) (M - r - 1)
    ltac:(lia) ltac:(lia) ltac:(lia)) as range.
  set (t := product_place _ _ _) in *; clearbody t.
  destruct (Z.eq_dec t (H - r - 1)) as [last|before].
  - apply Z.le_trans with (cost (N - r - 1) (H - r - 1) (M - r) t);
      [apply product_place_least; lia | unfold cost; nia].
  - apply Z.le_trans with (cost (N - r - 1) (H - r - 1) (M - r) (t + 1));
      [apply product_place_least; lia | unfold cost; nia]. }
rewrite (product_closed_transpose (M - (r + 1)) (H - r - 1) (N - (r + 1))) by lia.
replace (N - (r + 1)) with (N - r - 1) by ring; replace (M - (r + 1)) with (M - r - 1) by ring.
unfold half, Qle, jacobian_rank; cbn [Qnum Qden]; nia.
Qed.

(** Low-rank matrices: reduced rank regression with H = r, at every zero. *)
Theorem low_rank_is_reduced_rank (d r : Z) :
  0 <= r <= d ->
  (fst (low_rank d r) == fst (two_layer d r d r r r))%Q /\
  snd (low_rank d r) = snd (two_layer d r d r r r).
Proof.
intros ranks; unfold low_rank, two_layer; cbn [fst snd].
rewrite product_least_closed, product_count_closed by lia.
replace (r - r - r + r) with 0 by ring.
destruct (Z.eq_dec r d) as [->|less].
- replace (d - d) with 0 by ring.
  change (product_closed 0 0 0) with 0; change (product_ties 0 0 0) with 1.
  split; [unfold half, Qeq, jacobian_rank; cbn [Qnum Qden]; ring | reflexivity].
- unfold product_closed, product_ties, jacobian_rank; four_cases (d - r) 0 (d - r); try lia.
  split; [|replace (d - r + 0 + (d - r)) with (0 + (d - r) * 2) by ring; rewrite Z.mod_add by lia;
    reflexivity].
  replace (0 + (d - r) - (d - r)) with 0 by ring; unfold half, Qeq; cbn [Qnum Qden].
  change (0 * 0 / 4) with 0; ring.
Qed.
