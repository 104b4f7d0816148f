(** Non-negative matrix factorisation, factor analysis, naive Bayes: bounds and the values that are known.

    Page: Proofs/ClosedForms.md. Program: NonnegativeFactorisationCoefficient.swift,
    FactorAnalysisCoefficient.swift and NaiveBayesCoefficient.swift in Sources/LLCTheorems/ClosedForms.
    Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith Lia Bool.
From SLT.Formulas Require Import Numbers Certificate TwoLayerLinear.
Local Open Scope Z_scope.

(** Hayashi and Watanabe 2017: ((H - H_0) min(M, N) + H_0 (M + N - 1))/2; rows M, columns N. *)
Definition nmf_upper (M N H rank : Z) : Q :=
  half ((H - rank) * Z.min M N + rank * (M + N - 1)).

(** Reduced rank regression at the least rank that a matrix of non-negative rank H_0 can have. *)
Definition nmf_lower (M N H rank : Z) : Q :=
  let r := Z.min rank 3 in fst (two_layer N H M r r r).

(** H_0 = 0: mult H + 1 if M = N, else 1. H = H_0 = 1: mult 1. Elsewhere not known. *)
Definition nmf_multiplicity (M N H rank : Z) : Z :=
  if (rank =? 0) && (M =? N) then H + 1 else 1.
Definition nmf_known (H rank : Z) : bool := (rank =? 0) || ((H =? 1) && (rank =? 1)).

(** The bounds are in order. *)
Theorem nmf_ordered (M N H rank : Z) :
  1 <= M -> 1 <= N -> 0 <= rank <= Z.min H (Z.min M N) ->
  (nmf_lower M N H rank <= nmf_upper M N H rank)%Q.
Proof.
intros rows columns ranks; unfold nmf_lower, nmf_upper, two_layer; cbn [fst].
set (r := Z.min rank 3).
assert (0 <= r <= rank) as order by (unfold r; lia).
rewrite product_least_closed by lia.
replace (H - r - r + r) with (H - r) by ring.
assert (product_closed (M - r) (H - r) (N - r) <= (H - r) * (Z.min M N - r)) as bound.
{ destruct (Z.min_spec M N) as [[_ ->]|[_ ->]].
  - rewrite product_closed_rotate by lia; rewrite product_closed_rotate by lia.
    apply Z.le_trans with (cost (N - r) (M - r) (H - r) 0);
      [apply product_closed_at_most; lia | unfold cost; lia].
  - apply Z.le_trans with (cost (M - r) (H - r) (N - r) 0);
      [apply product_closed_at_most; lia | unfold cost; lia]. }
unfold half, Qle, jacobian_rank; cbn [Qnum Qden].
assert (M + N = Z.min M N + Z.max M N) as split_sum by lia.
set (low := Z.min M N) in *; set (high := Z.max M N) in *.
assert (1 <= high /\ low <= high) by lia.
(* r(M + N - r) + (H - r)(low - r) <= (H - r) low + r (M + N - 1), and the right side grows with r *)
assert (M * r + r * N - r * r + (H - r) * (low - r) <= (H - r) * low + r * (M + N - 1)).
{ assert (r * (1 - H) <= 0 \/ r = 0) by nia; nia. }
assert ((H - r) * low + r * (M + N - 1) <= (H - rank) * low + rank * (M + N - 1)) by nia.
lia.
Qed.

(** The values that are known are the bound: H min(M, N)/2 and (M + N - 1)/2. *)
Theorem nmf_zero (M N H : Z) : (nmf_upper M N H 0 == half (H * Z.min M N))%Q.
Proof. unfold nmf_upper, half, Qeq; cbn [Qnum Qden]; ring. Qed.

Theorem nmf_one (M N : Z) : (nmf_upper M N 1 1 == half (M + N - 1))%Q.
Proof. unfold nmf_upper, half, Qeq; cbn [Qnum Qden]; ring. Qed.

(** H_0 = H = 1: the two bounds meet, so the value is exact. *)
Theorem nmf_one_exact (M N : Z) :
  1 <= M -> 1 <= N -> (nmf_lower M N 1 1 == nmf_upper M N 1 1)%Q.
Proof.
intros; unfold nmf_lower, nmf_upper, two_layer; cbn [fst]; change (Z.min 1 3) with 1.
rewrite product_least_closed by lia.
change (1 - 1 - 1 + 1) with 0.
pose proof (product_closed_at_most (M - 1) 0 (N - 1) 0 ltac:(lia) ltac:(lia) ltac:(lia) ltac:(lia)).
pose proof (product_closed_nonnegative (M - 1) 0 (N - 1) ltac:(lia) ltac:(lia) ltac:(lia)).
unfold cost in *; unfold half, Qeq, jacobian_rank; cbn [Qnum Qden]; lia.
Qed.

(** Factor analysis, p variables, k factors, truth of r: Drton and Plummer 2017,
    (p(k + 2) + r(p - k + 1))/4; half the entries of the covariance; half the rank of the diagonal. *)
Definition factor_upper (p k r : Z) : Q := quarter (p * (k + 2) + r * (p - k + 1)).
Definition factor_entries (p : Z) : Q := quarter (p * (p + 1)).
Definition factor_lower (p : Z) : Q := half p.

(** One factor, diagonal truth: 3p/4, mult 2 at p = 2. *)
Definition one_factor (p : Z) : Q * Z := (quarter (3 * p), if p =? 2 then 2 else 1).

Theorem factor_ordered (p k r : Z) :
  1 <= k -> k < p -> 0 <= r <= k ->
  (factor_lower p <= factor_upper p k r)%Q /\ (factor_lower p <= factor_entries p)%Q.
Proof.
intros; unfold factor_lower, factor_upper, factor_entries, half, quarter, Qle; cbn [Qnum Qden].
assert (0 <= r * (p - k + 1)) by nia; split; nia.
Qed.

(** The bound is at most half the number p(k + 1) of weights. *)
Theorem factor_at_most_regular (p k r : Z) :
  1 <= k -> k < p -> 0 <= r <= k -> (factor_upper p k r <= fst (regular (p * (k + 1))))%Q.
Proof.
intros; unfold factor_upper, regular, half, quarter, Qle; cbn [fst Qnum Qden].
assert (r * (p - k + 1) <= k * (p - k + 1)) by nia; nia.
Qed.

(** It is half of d_r = p(r + 1) - r(r - 1)/2 and a quarter of the (p - r)(k - r) flat directions. *)
Theorem factor_count (p k r : Z) :
  (factor_upper p k r == half (p * (r + 1) - r * (r - 1) / 2) + quarter ((p - r) * (k - r)))%Q.
Proof.
unfold factor_upper, half, quarter, Qeq, Qplus; cbn [Qnum Qden].
assert (2 * (r * (r - 1) / 2) = r * (r - 1)) as triangle.
{ pose proof (twice_symmetric_dimension (r - 1)) as triangle.
  unfold symmetric_dimension in triangle.
  replace ((r - 1) * (r - 1 + 1)) with (r * (r - 1)) in triangle by ring; lia. }
set (t := r * (r - 1) / 2) in *; clearbody t; nia.
Qed.

Theorem one_factor_is_bound (p : Z) : (fst (one_factor p) == factor_upper p 1 0)%Q.
Proof. unfold one_factor, factor_upper, quarter, Qeq; cbn [fst Qnum Qden]; ring. Qed.

(** Naive Bayes, two classes, n binary features, s of them dependent on the class. *)
Definition naive_bayes (n s : Z) : Q * Z :=
  if 3 <=? s then (half (2 * n + 1), 1)
  else if s =? 2 then (half (2 * n - 1), 1)
  else if n =? 1 then (half 1, 1)
  else (half (n + 1), if n =? 2 then 3 else 1).

(** At most regular, and no smaller the more features depend on the class. *)
Theorem naive_bayes_at_most_regular (n s : Z) :
  1 <= n -> 0 <= s <= n -> (fst (naive_bayes n s) <= fst (regular (2 * n + 1)))%Q.
Proof.
intros; unfold naive_bayes, regular, half.
destruct (3 <=? s), (s =? 2), (n =? 1); unfold Qle; cbn [fst Qnum Qden]; lia.
Qed.

Theorem naive_bayes_increasing (n s : Z) :
  1 <= n -> 0 <= s -> s + 1 <= n -> (fst (naive_bayes n s) <= fst (naive_bayes n (s + 1)))%Q.
Proof.
intros; unfold naive_bayes, half.
destruct (Z.leb_spec 3 s), (Z.leb_spec 3 (s + 1)), (Z.eqb_spec s 2), (Z.eqb_spec (s + 1) 2),
  (Z.eqb_spec n 1); unfold Qle; cbn [fst Qnum Qden]; lia.
Qed.
