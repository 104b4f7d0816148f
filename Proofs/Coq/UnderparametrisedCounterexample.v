(** The published form of 4.2 = G.6 is false: conditions (1), (2) and (3) hold at explicit integer
    weights where the rank is smaller than m(d+K-1).

    (d, m, K) = (3, 2, 1): w_1 = (1,0,0), w_2 = (1,1,0), v = 1, 1 has rank 5 < 6.
    (d, m, K) = (4, 5, 3): w = e_1 ... e_4, (1,1,1,1) has rank 29 < 30.

    Conditions (2) and (3) and the lower bounds of the ranks are inverses of integer matrices modulo
    7, found outside and checked here; the upper bounds are a kernel vector that is no combination
    of scalings.

    Page: Proofs/UnderparametrisedQuadratic.md.  Program:
    Sources/LLCTheorems/Quadratic/UnderparametrisedQuadratic.swift and
    Sources/LLCTheorems/Evidence/WeightEvidence.swift.  Test:
    Tests/LLCTheoremsTests/UnderparametrisedQuadraticTests.swift. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra zify ssrZ ring.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian RankCertificates.
From SLT Require Import IntegerPoints UnderparametrisedQuadratic.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Checks.

Variables (m K d : nat) (v w : nat -> nat -> Z).

Let th := point m K d v w.

Definition check1 : bool := all_below m (fun j =>
  ~~ all_below d (fun a => w j a =? 0)%ZZ && ~~ all_below K (fun k => v j k =? 0)%ZZ).

Lemma all_below_true n (p : nat -> bool) : (forall i : 'I_n, p i) -> all_below n p.
Proof.
elim: n => //= n IH pt; rewrite (pt ord_max) andbT; apply: IH => i.
exact: (pt (widen_ord (leqnSn n) i)).
Qed.

Lemma condition1_checked : check1 -> condition1 th.
Proof.
move=> chk j; have /andP[wj vj] := all_belowP chk j.
split; [apply: contraNneq wj|apply: contraNneq vj]; rewrite ffunE /= => /rowP e;
  by apply: all_below_true => i; rewrite -Q_of_Z_eq0; have := e i; rewrite !mxE => ->.
Qed.

Definition check2 (cols : seq (nat * nat)) q B : bool :=
  all (fun c => (c.1 < d)%N && (c.2 < d)%N) cols && (size cols == m) &&
  inverse_modulo m q (fun i s => let c := nth (0, 0)%N cols s in (w i c.1 * w i c.2)%ZZ) B.

Lemma condition2_checked cols q B : check2 cols q B -> condition2 th.
Proof.
case/andP=> /andP[/allP inc /eqP sz] chk c c0.
apply: (inverse_modulo_independent chk) => s.
have /andP[b1 b2] : ((nth (0, 0) cols s).1 < d)%N && ((nth (0, 0) cols s).2 < d)%N.
  by apply/inc/mem_nth; rewrite sz.
have := congr1 (fun A : 'M_d => A (Ordinal b1) (Ordinal b2)) c0.
rewrite summxE mxE => e; rewrite -[RHS]e; apply: eq_bigr => j _.
by rewrite mxE sqE ffunE /= !mxE Q_of_ZM.
Qed.

(** For (3): entries of the sum, or one of the products u_j . w_j. *)
Definition entry3 (j c : nat) (s : (nat * nat * nat) + nat) : Z :=
  match s with
  | inl t => (v j t.1.1 * (w j t.1.2 * (if t.2 == c then 1 else 0)
                           + (if t.1.2 == c then 1 else 0) * w j t.2))%ZZ
  | inr i => if i == j then w j c else 0%ZZ
  end.

Definition check3 (cols : seq ((nat * nat * nat) + nat)) q B : bool :=
  all (fun s => match s with
    | inl t => [&& t.1.1 < K, t.1.2 < d & t.2 < d]%N
    | inr i => (i < m)%N end) cols && (size cols == m * d)%N &&
  inverse_modulo (m * d) q (fun i s => entry3 (i %/ d) (i %% d) (nth (inr 0%N) cols s)) B.

Lemma sum_delta (u : 'I_d -> rat) (b : 'I_d) :
  \sum_c u c * Q_of_Z (if val b == val c then 1%ZZ else 0%ZZ) = u b.
Proof.
rewrite (bigD1 b) //= eqxx mulr1 big1 ?addr0 // => c cb.
by rewrite -val_eqE eq_sym in cb; rewrite (negbTE cb) mulr0.
Qed.

Fact regroup (x y z s t r : rat) : x * (y * (z * s + t * r)) = y * (z * (x * s) + x * t * r).
Proof. ring. Qed.

Lemma condition3_checked cols q B : check3 cols q B -> condition3 th.
Proof.
case/andP=> /andP[/allP inc /eqP sz] chk u uw u0.
pose f (j c : nat) : rat :=
  if insub j is Some j' then if insub c is Some c' then u j' 0 c' else 0 else 0.
have fE (j : 'I_m) (c : 'I_d) : f j c = u j 0 c by rewrite /f !valK.
have f0 := @inverse_modulo_independent _ _ _ _ (fun i : 'I_(m * d) => f (i %/ d)%N (i %% d)%N) chk.
have {}f0 : forall i : 'I_(m * d), f (i %/ d)%N (i %% d)%N = 0.
  apply: f0 => s; set S := nth _ _ _.
  rewrite (sum_flat m d (fun j c => f j c * Q_of_Z (entry3 j c S))).
  have : S \in cols by apply: mem_nth; rewrite sz.
  move/inc; case: S => [[[k a] b] /= /and3P[kK ad bd]|i /= im].
    have := congr1 (fun A : 'M_d => A (Ordinal ad) (Ordinal bd)) (u0 (Ordinal kK)).
    rewrite summxE mxE => e; rewrite -[RHS]e; apply: eq_bigr => j _.
    rewrite mxE sprodE ffunE /= !mxE.
    rewrite -(sum_delta (fun c => u j 0 c) (Ordinal ad)).
    rewrite -(sum_delta (fun c => u j 0 c) (Ordinal bd)).
    rewrite mulr_sumr mulr_suml -big_split mulr_sumr /=; apply: eq_bigr => c _.
    rewrite fE Q_of_ZM Q_of_ZD !Q_of_ZM; exact: regroup.
  have := congr1 (fun A : 'M_1 => A 0 0) (uw (Ordinal im)).
  rewrite !mxE (bigD1 (Ordinal im)) //= eqxx [X in _ + X]big1 ?addr0 => [e|j ji].
    rewrite -[RHS]e; apply: eq_bigr => c _.
    by rewrite (fE (Ordinal im)) ffunE !mxE.
  apply: big1 => c _; rewrite -val_eqE /= eq_sym in ji.
  by rewrite (negbTE ji) mulr0.
move=> j; apply/rowP=> c; rewrite mxE -fE.
have lt : (j * d + c < m * d)%N.
  by apply: (@leq_trans (j.+1 * d)); rewrite ?leq_mul2r ?ltn_ord ?orbT // mulSn addnC ltn_add2r.
have := f0 (Ordinal lt); rewrite /= divnMDl ?modnMDl ?(leq_ltn_trans _ (ltn_ord c)) //.
by rewrite divn_small // modn_small // addn0.
Qed.

(** A kernel vector (dv, dw) that is no combination of scalings: its part dw_j is no multiple of
    w_j, as two entries show. *)
Definition not_scaling (dw : nat -> nat -> Z) (j a b : nat) : bool :=
  [&& (j < m)%N, (a < d)%N, (b < d)%N & ~~ (dw j a * w j b =? dw j b * w j a)%ZZ].

Lemma rank_drops dv dw j a b : (1 < d + K)%N -> kernel_check m K d v w dv dw ->
  not_scaling dw j a b ->
  (\dim (limg (jacobian th)) < m * (d + K - 1))%N.
Proof.
move=> dK ker /and4P[jm ad bd ns].
rewrite ltn_neqAle underparametrised_rank_le ?(ltnW dK) // andbT.
apply/eqP => /(underparametrised_rank th dK) ex.
have := kernel_checked ker; rewrite -/th ex => /unit_spanP[c /(_ (Ordinal jm))].
rewrite !ffunE => -[_ /rowP e]; case/negP: ns.
have := e (Ordinal ad); have := e (Ordinal bd); rewrite !mxE /= => eb ea.
have : Q_of_Z (dw j a * w j b - dw j b * w j a)%ZZ == 0.
  by rewrite (rmorphB Q_of_Z_rmorphism) /= !Q_of_ZM ea eb; apply/eqP; ring.
by rewrite Q_of_Z_eq0; lia.
Qed.

End Checks.

(** (d, m, K) = (3, 2, 1). *)
Module D3M2K1.

Definition v := entry [:: [:: 1]; [:: 1]].
Definition w := entry [:: [:: 1; 0; 0]; [:: 1; 1; 0]].
Definition th := point 2 1 3 v w.

Definition dv := entry [:: [:: 0]; [:: 0]].
Definition dw := entry [:: [:: 1; 1; 0]; [:: (-1); 0; 0]].

Definition rows : seq nat := [:: 0; 1; 4; 3; 7]%N.
Definition cols : seq (nat * nat * nat) := [:: (0, 0, 0); (0, 0, 1); (0, 0, 2); (0, 1, 1); (0, 1, 2)]%N.
Definition inverse := [::
    [:: 1; 0; 0; 0; 0];
    [:: 0; 0; 0; 1; 0];
    [:: 0; 0; 1; 0; 0];
    [:: 6; 1; 0; 6; 0];
    [:: 0; 0; 6; 0; 1]]%ZZ.

Definition cols2 : seq (nat * nat) := [:: (0, 0); (0, 1)]%N.
Definition inverse2 := [::
    [:: 1; 0];
    [:: 6; 1]]%ZZ.

Definition cols3 : seq ((nat * nat * nat) + nat) := [:: inl (0, 0, 0); inl (0, 0, 1); inl (0, 0, 2); inl (0, 1, 1); inl (0, 1, 2); inr 0]%N.
Definition inverse3 := [::
    [:: 0; 3; 0; 4; 0; 0];
    [:: 0; 1; 0; 0; 0; 0];
    [:: 0; 0; 1; 0; 0; 0];
    [:: 0; 3; 0; 0; 4; 0];
    [:: 0; 0; 6; 0; 0; 1];
    [:: 1; 1; 0; 6; 0; 0]]%ZZ.

Theorem counterexample :
  [/\ condition1 th, condition2 th, condition3 th &
      \dim (limg (jacobian th)) = 5%N /\ (5 < 2 * (3 + 1 - 1))%N].
Proof.
split.
- by apply: condition1_checked; vm_compute.
- by apply: (@condition2_checked _ _ _ _ _ cols2 7%ZZ (entry inverse2)); vm_compute.
- by apply: (@condition3_checked _ _ _ _ _ cols3 7%ZZ (entry inverse3)); vm_compute.
split=> //; apply/eqP; rewrite eqn_leq; apply/andP; split.
- suff lt : (\dim (limg (jacobian th)) < 2 * (3 + 1 - 1))%N by [].
  by apply: (@rank_drops _ _ _ _ _ dv dw 0 0 1); vm_compute.
- have chk : minor_check 2 1 3 v w rows cols 7%ZZ inverse by vm_compute.
  exact: (minor_checked chk).
Qed.

End D3M2K1.

(** (d, m, K) = (4, 5, 3). *)
Module D4M5K3.

Definition v := entry [:: [:: 0; (-1); 0]; [:: (-1); 0; 0]; [:: 0; 0; (-1)]; [:: (-1); (-1); 0]; [:: 2; (-1); (-1)]].
Definition w := entry [:: [:: 1; 0; 0; 0]; [:: 0; 1; 0; 0]; [:: 0; 0; 1; 0]; [:: 0; 0; 0; 1]; [:: 1; 1; 1; 1]].
Definition th := point 5 3 4 v w.

Definition dv := entry [:: [:: 2; (-1); 0]; [:: 2; (-1); 0]; [:: (-2); 1; 2]; [:: 2; (-1); 0]; [:: (-2); 1; 0]].
Definition dw := entry [:: [:: 0; 1; 0; 3]; [:: (-2); 0; 0; (-3)]; [:: (-1); (-1); 0; (-1)]; [:: (-2); 1; 0; 0]; [:: 0; 0; 1; 0]].

Definition rows : seq nat := [:: 0; 12; 19; 27; 20; 21; 22; 6; 29; 9; 1; 13; 16; 17; 18; 4; 28; 7; 31; 10; 2; 14; 23; 32; 5; 24; 8; 26; 11]%N.
Definition cols : seq (nat * nat * nat) := [:: (0, 0, 0); (0, 0, 1); (0, 0, 2); (0, 0, 3); (0, 1, 1); (0, 1, 2); (0, 1, 3); (0, 2, 2); (0, 2, 3); (0, 3, 3); (1, 0, 0); (1, 0, 1); (1, 0, 2); (1, 0, 3); (1, 1, 1); (1, 1, 2); (1, 1, 3); (1, 2, 2); (1, 2, 3); (1, 3, 3); (2, 0, 0); (2, 0, 1); (2, 0, 2); (2, 0, 3); (2, 1, 1); (2, 1, 2); (2, 2, 2); (2, 2, 3); (2, 3, 3)]%N.
Definition inverse := [::
    [:: 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 5; 0; 1; 1; 0; 0; 0; 0; 0; 0; 1; 0; 3; 3; 2; 0; 0; 0; 4; 0; 4; 4; 0; 0; 3; 4; 3; 4; 3];
    [:: 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 3; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 1; 1; 0; 0; 4; 1; 1; 6; 0; 6; 6; 0; 4; 4; 4; 0; 0; 0; 3; 0; 3; 3; 0; 0; 4; 3; 4; 3; 4];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 1; 1; 0; 0; 4; 1; 0; 6; 1; 6; 5; 1; 5; 5; 5; 6; 1; 6; 3; 6; 3; 3; 0; 0; 4; 3; 4; 3; 4];
    [:: 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 6; 6; 0; 0; 3; 6; 6; 1; 6; 1; 1; 0; 3; 3; 3; 0; 0; 0; 4; 0; 4; 4; 0; 0; 3; 4; 3; 4; 3];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 6; 6; 5; 0; 1; 4; 4; 1; 6; 1; 2; 6; 3; 2; 2; 6; 0; 1; 4; 1; 4; 4; 0; 6; 1; 5; 3; 4; 3];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0];
    [:: 1; 1; 2; 0; 6; 3; 3; 6; 1; 6; 5; 1; 4; 5; 5; 1; 0; 6; 3; 6; 2; 4; 1; 1; 5; 3; 3; 4; 3];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1]]%ZZ.

Definition cols2 : seq (nat * nat) := [:: (0, 0); (0, 1); (1, 1); (2, 2); (3, 3)]%N.
Definition inverse2 := [::
    [:: 1; 0; 0; 0; 0];
    [:: 6; 6; 6; 6; 1];
    [:: 0; 1; 0; 0; 0];
    [:: 0; 0; 1; 0; 0];
    [:: 0; 0; 0; 1; 0]]%ZZ.

Definition cols3 : seq ((nat * nat * nat) + nat) := [:: inl (0, 0, 0); inl (0, 0, 1); inl (0, 0, 2); inl (0, 0, 3); inl (0, 1, 1); inl (0, 1, 2); inl (0, 1, 3); inl (0, 2, 3); inl (0, 3, 3); inl (1, 0, 0); inl (1, 0, 1); inl (1, 0, 2); inl (1, 0, 3); inl (1, 1, 1); inl (1, 1, 3); inl (1, 2, 3); inl (2, 0, 2); inl (2, 1, 2); inl (2, 2, 2); inl (2, 2, 3)]%N.
Definition inverse3 := [::
    [:: 5; 5; 0; 2; 4; 0; 3; 6; 0; 2; 2; 0; 1; 5; 0; 4; 2; 0; 5; 2];
    [:: 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 3; 5; 0; 0; 1; 2; 3; 3; 3; 0; 6; 4; 0; 6; 0; 0; 4; 3];
    [:: 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 3; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 6; 0; 0; 0; 1; 0; 0; 0; 2; 3; 2; 2; 3; 0; 0; 0; 5];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 3; 0; 0; 0; 0];
    [:: 3; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 4; 0; 0; 6; 6; 6; 2; 0; 4; 0; 0; 0; 4; 0; 0; 0; 3; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 1; 0; 0; 0; 6; 0; 0; 0; 5; 4; 5; 4; 4; 0; 0; 0; 2];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 3; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0]]%ZZ.

Theorem counterexample :
  [/\ condition1 th, condition2 th, condition3 th &
      \dim (limg (jacobian th)) = 29%N /\ (29 < 5 * (4 + 3 - 1))%N].
Proof.
split.
- by apply: condition1_checked; vm_compute.
- by apply: (@condition2_checked _ _ _ _ _ cols2 7%ZZ (entry inverse2)); vm_compute.
- by apply: (@condition3_checked _ _ _ _ _ cols3 7%ZZ (entry inverse3)); vm_compute.
split=> //; apply/eqP; rewrite eqn_leq; apply/andP; split.
- suff lt : (\dim (limg (jacobian th)) < 5 * (4 + 3 - 1))%N by [].
  by apply: (@rank_drops _ _ _ _ _ dv dw 4 2 0); vm_compute.
- have chk : minor_check 5 3 4 v w rows cols 7%ZZ inverse by vm_compute.
  exact: (minor_checked chk).
Qed.

End D4M5K3.
