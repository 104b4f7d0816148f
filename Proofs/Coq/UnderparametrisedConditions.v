(** Conditions (1), (2) and (3) of 4.2 = G.6 at integer weights, by computation: an inverse modulo q
    of a square matrix of integers proves each of (2) and (3).

    Page: Proofs/UnderparametrisedQuadratic.md.  Program:
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

End Checks.
