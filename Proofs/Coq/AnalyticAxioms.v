(** The analytic steps that no Coq library carries, as named axioms, each stated once.

    [learning_coefficient phi w lambda mult] is meant to say: for K = the sum of the squares of the entries
    of phi - phi w, as a function of real weights near w, the volume of K <= eps is
    c eps^lambda (-log eps)^(mult-1) (1 + o(1)) with c > 0. Norms and coordinates do not matter, up to
    constants. Points have rational coordinates, which are dense; the rank of the Jacobian at a real point is
    at most the largest one at rational points.

    [ANALYSIS] lists the axioms. [RankModel] satisfies all of them with another meaning, lambda = half the
    rank and mult = 1: so no contradiction follows from them. [Cited] assumes them with the meaning above;
    its fields, as [Print Assumptions] shows them, are the list in Proofs/README.md with the sources.

    Pages: Proofs/README.md, Proofs/ExactRankCertificate.md. Program:
    Sources/Identifiability/Ranks/CertifiedCoefficient.swift.
    Test: Tests/LLCTheoremsTests/ExactRankCertificateTests.swift. *)

From Coq Require Import ZArith QArith Lia.
From mathcomp Require Import all_ssreflect all_algebra.
From SLT Require Import PolynomialMaps.
From SLT.Formulas Require Import Numbers.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Local Open Scope ring_scope.

(** Half and a quarter of a natural number. *)
Definition half_nat (n : nat) : Q := half (Z.of_nat n).
Definition quarter_nat (n : nat) : Q := quarter (Z.of_nat n).

Lemma half_nat_le m n : (m <= n)%N -> Qle (half_nat m) (half_nat n).
Proof. by move/leP=> order; rewrite /half_nat /half /Qle; cbn [Qnum Qden]; lia. Qed.

Lemma half_nat_more m n : Qle (half_nat m) (Qplus (half_nat m) (quarter_nat n)).
Proof.
rewrite /half_nat /quarter_nat /half /quarter /Qle /Qplus; cbn [Qnum Qden Pos.mul].
by move: (Nat2Z.is_nonneg n); lia.
Qed.

Lemma half_natD m n : Qeq (half_nat (m + n)) (Qplus (half_nat m) (half_nat n)).
Proof.
rewrite /half_nat /half /Qeq /Qplus; cbn [Qnum Qden Pos.mul].
by rewrite -plusE Nat2Z.inj_add; lia.
Qed.

Module Type ANALYSIS.

Parameter learning_coefficient :
  forall U V : vectType rat, (U -> V) -> U -> Q -> Z -> Prop.

(** Watanabe 2009: the volume has that form, by resolution of singularities. *)
Axiom existence : forall (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U),
  differential phi J -> exists lambda mult, learning_coefficient phi w lambda mult.

(** The form of the volume determines both numbers. *)
Axiom uniqueness : forall (U V : vectType rat) (phi : U -> V) (w : U) lambda mult lambda' mult',
  learning_coefficient phi w lambda mult -> learning_coefficient phi w lambda' mult' ->
  Qeq lambda lambda' /\ mult = mult'.

(** ExactRankCertificate (a), by F1 and F3: lambda is at least half the rank; then mult is 1 at equality. *)
Axiom rank_bound : forall (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U) lambda mult,
  differential phi J -> learning_coefficient phi w lambda mult ->
  Qle (half_nat (rank_at J w)) lambda /\ (Qeq (half_nat (rank_at J w)) lambda -> mult = Z.one).

(** ExactRankCertificate (c), by the constant rank theorem: a rank that no other weight exceeds. *)
Axiom constant_rank : forall (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U),
  differential phi J -> (forall u, (rank_at J u <= rank_at J w)%N) ->
  learning_coefficient phi w (half_nat (rank_at J w)) Z.one.

(** ExactRankCertificate (b), by F1 and F3: where phi does not move along S, and moves in second order
    only along T, K is at most |x|^2 + |y|^4 up to a constant, x across T and y in T across S. *)
Axiom flat_bound : forall (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U)
    (S T : {vspace U}) lambda mult,
  differential phi J -> (S <= T)%VS ->
  (forall s, s \in S -> phi (w + s) = phi w) ->
  (forall s x, s \in S -> x \in T -> J (w + s) x = 0) ->
  learning_coefficient phi w lambda mult ->
  Qle lambda (Qplus (half_nat (\dim {:U} - \dim T)) (quarter_nat (\dim T - \dim S))).

(** ExactRankCertificate, orbits and (b): k polynomial vector fields that phi does not feel, independent at
    w, have flows that stay in the fibre and span a manifold of dimension k. *)
Axiom orbit_bound : forall (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U)
    (k : nat) (X : 'I_k -> U -> U) (JX : 'I_k -> U -> 'Hom(U, U)) lambda mult,
  differential phi J -> (forall i, differential (X i) (JX i)) ->
  (forall i u, J u (X i u) = 0) -> free [tuple X i w | i < k] ->
  learning_coefficient phi w lambda mult -> Qle lambda (half_nat (\dim {:U} - k)).

(** F1 and F2: a sum over separate weights has at most the sum of the coefficients. *)
Axiom subadditive : forall (U1 U2 V : vectType rat) (phi1 : U1 -> V) (phi2 : U2 -> V)
    (J1 : U1 -> 'Hom(U1, V)) (J2 : U2 -> 'Hom(U2, V)) w1 w2 lambda1 mult1 lambda2 mult2 lambda mult,
  differential phi1 J1 -> differential phi2 J2 ->
  learning_coefficient phi1 w1 lambda1 mult1 -> learning_coefficient phi2 w2 lambda2 mult2 ->
  @learning_coefficient [vectType rat of U1 * U2] V (fun u => phi1 u.1 + phi2 u.2) (w1, w2)
    lambda mult ->
  Qle lambda (Qplus lambda1 lambda2).

End ANALYSIS.

(** The axioms hold of half the rank: they are consistent. *)
Module RankModel <: ANALYSIS.

Definition learning_coefficient (U V : vectType rat) (phi : U -> V) (w : U) (lambda : Q) (mult : Z) :=
  exists J, [/\ differential phi J, Qeq lambda (half_nat (rank_at J w)) & mult = Z.one].

Lemma existence (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U) :
  differential phi J -> exists lambda mult, learning_coefficient phi w lambda mult.
Proof. by move=> dJ; exists (half_nat (rank_at J w)), Z.one, J; split; rewrite //; reflexivity. Qed.

Lemma uniqueness (U V : vectType rat) (phi : U -> V) (w : U) lambda mult lambda' mult' :
  learning_coefficient phi w lambda mult -> learning_coefficient phi w lambda' mult' ->
  Qeq lambda lambda' /\ mult = mult'.
Proof.
move=> [J [dJ value ->]] [J' [dJ' value' ->]]; split=> //.
by rewrite value value' (rank_unique w dJ dJ').
Qed.

Lemma rank_bound (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U) lambda mult :
  differential phi J -> learning_coefficient phi w lambda mult ->
  Qle (half_nat (rank_at J w)) lambda /\ (Qeq (half_nat (rank_at J w)) lambda -> mult = Z.one).
Proof.
move=> dJ [J' [dJ' value ->]]; split=> //.
by rewrite value (rank_unique w dJ dJ'); apply: Qle_refl.
Qed.

Lemma constant_rank (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U) :
  differential phi J -> (forall u, (rank_at J u <= rank_at J w)%N) ->
  learning_coefficient phi w (half_nat (rank_at J w)) Z.one.
Proof. by move=> dJ _; exists J; split=> //; reflexivity. Qed.

Lemma rank_kernel (U V : vectType rat) (J : U -> 'Hom(U, V)) (w : U) (T : {vspace U}) :
  (forall x, x \in T -> J w x = 0) -> (rank_at J w <= \dim {:U} - \dim T)%N.
Proof.
move=> zero; have sub : (T <= lker (J w))%VS.
  by apply/subvP => x xT; rewrite memv_ker zero.
rewrite /rank_at -(limg_ker_dim (J w) fullv) capfv addnC -addnBA ?leq_addr //.
exact: dimvS.
Qed.

Lemma flat_bound (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U)
    (S T : {vspace U}) lambda mult :
  differential phi J -> (S <= T)%VS ->
  (forall s, s \in S -> phi (w + s) = phi w) ->
  (forall s x, s \in S -> x \in T -> J (w + s) x = 0) ->
  learning_coefficient phi w lambda mult ->
  Qle lambda (Qplus (half_nat (\dim {:U} - \dim T)) (quarter_nat (\dim T - \dim S))).
Proof.
move=> dJ _ _ zero [J' [dJ' value _]]; rewrite value -(rank_unique w dJ dJ').
have bound : (rank_at J w <= \dim {:U} - \dim T)%N.
  by apply: rank_kernel => x xT; have := zero 0 x (mem0v S) xT; rewrite GRing.addr0.
exact: (Qle_trans _ _ _ (half_nat_le bound) (@half_nat_more _ _)).
Qed.

Lemma orbit_bound (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U)
    (k : nat) (X : 'I_k -> U -> U) (JX : 'I_k -> U -> 'Hom(U, U)) lambda mult :
  differential phi J -> (forall i, differential (X i) (JX i)) ->
  (forall i u, J u (X i u) = 0) -> free [tuple X i w | i < k] ->
  learning_coefficient phi w lambda mult -> Qle lambda (half_nat (\dim {:U} - k)).
Proof.
move=> dJ _ unfelt independent [J' [dJ' value _]]; rewrite value -(rank_unique w dJ dJ').
apply: half_nat_le; pose T := <<[tuple X i w | i < k]>>%VS.
have -> : k = \dim T by rewrite -[LHS](size_tuple [tuple X i w | i < k]); apply/esym/eqP.
apply: rank_kernel; have sub : (T <= lker (J w))%VS.
  apply/span_subvP => x /mapP[i _ ->]; rewrite memv_ker; apply/eqP; exact: unfelt.
by move=> x xT; apply/eqP; rewrite -memv_ker; apply: (subvP sub).
Qed.

Lemma subadditive (U1 U2 V : vectType rat) (phi1 : U1 -> V) (phi2 : U2 -> V)
    (J1 : U1 -> 'Hom(U1, V)) (J2 : U2 -> 'Hom(U2, V)) w1 w2 lambda1 mult1 lambda2 mult2 lambda mult :
  differential phi1 J1 -> differential phi2 J2 ->
  learning_coefficient phi1 w1 lambda1 mult1 -> learning_coefficient phi2 w2 lambda2 mult2 ->
  @learning_coefficient [vectType rat of U1 * U2] V (fun u => phi1 u.1 + phi2 u.2) (w1, w2)
    lambda mult ->
  Qle lambda (Qplus lambda1 lambda2).
Proof.
move=> _ _ [J1' [d1 value1 _]] [J2' [d2 value2 _]] [J [d value _]].
rewrite value value1 value2.
have := rank_separate (w1, w2) d1 d2 d => /= bound.
by rewrite -half_natD; exact: half_nat_le.
Qed.

End RankModel.

(** The axioms, with the meaning above. *)
Declare Module Cited : ANALYSIS.
