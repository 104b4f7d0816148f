(** What an exact rank certifies, (a) to (e), from the analytic axioms.

    Page: Proofs/ExactRankCertificate.md. Program:
    Sources/LLCTheorems/General/ExactRankCertificate.swift.
    Test: Tests/LLCTheoremsTests/ExactRankCertificateTests.swift. *)

From Coq Require Import ZArith QArith Lia.
From mathcomp Require Import all_ssreflect all_algebra.
From SLT Require Import PolynomialMaps AnalyticAxioms.
From SLT.Formulas Require Import Numbers Certificate.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Local Open Scope ring_scope.

Import Cited.

Section Certificate.

Variables (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U).
Hypothesis polynomial : differential phi J.

(** Every rank is at most the number of weights and the number of coordinates. *)
Lemma rank_small : (rank_at J w <= minn (\dim {:U}) (\dim {:V}))%N.
Proof. by rewrite leq_min rank_at_most_weights rank_at_most_coordinates. Qed.

(** (a) *)
Theorem certificate_a lambda mult :
  learning_coefficient phi w lambda mult ->
  Qle (certificate_lower (Z.of_nat (rank_at J w))) lambda.
Proof. by move=> value; case: (rank_bound polynomial value). Qed.

(** (c): a rank that meets a bound of all ranks. *)
Theorem certificate_c (generic : nat) :
  (forall u, (rank_at J u <= generic)%N) -> (generic <= rank_at J w)%N ->
  learning_coefficient phi w (certificate_lower (Z.of_nat (rank_at J w))) Z.one.
Proof.
move=> bound met; apply: (constant_rank polynomial) => u.
exact: leq_trans (bound u) met.
Qed.

Section Orbit.

(** k polynomial vector fields that phi does not feel, independent at w. *)
Variables (k : nat) (X : 'I_k -> U -> U) (JX : 'I_k -> U -> 'Hom(U, U)).
Hypothesis fields : forall i, differential (X i) (JX i).
Hypothesis unfelt : forall i u, J u (X i u) = 0.
Hypothesis independent : free [tuple X i w | i < k].

Lemma orbit_dimension : (k <= \dim {:U})%N.
Proof.
have <- : \dim <<[tuple X i w | i < k]>> = k.
  by rewrite -[RHS](size_tuple [tuple X i w | i < k]); apply/eqP.
by apply: dimvS; apply: subvf.
Qed.

Lemma certificate_upper_nat :
  half_nat (\dim {:U} - k) = certificate_upper (Z.of_nat (\dim {:U})) (Z.of_nat k).
Proof.
rewrite /half_nat /certificate_upper; congr half.
by rewrite -minusE Nat2Z.inj_sub //; apply/leP; exact: orbit_dimension.
Qed.

(** (b) *)
Theorem certificate_b lambda mult :
  learning_coefficient phi w lambda mult ->
  Qle lambda (certificate_upper (Z.of_nat (\dim {:U})) (Z.of_nat k)).
Proof.
by move=> value; rewrite -certificate_upper_nat; exact: (orbit_bound polynomial fields unfelt independent value).
Qed.

(** (e): the interval. *)
Theorem certificate_e lambda mult :
  learning_coefficient phi w lambda mult ->
  Qle (certificate_lower (Z.of_nat (rank_at J w))) lambda /\
  Qle lambda (certificate_upper (Z.of_nat (\dim {:U})) (Z.of_nat k)).
Proof. by move=> value; split; [exact: certificate_a value | exact: certificate_b value]. Qed.

(** (d): an orbit of the dimension of the kernel leaves one value, of multiplicity 1. *)
Theorem certificate_d lambda mult :
  rank_at J w = (\dim {:U} - k)%N -> learning_coefficient phi w lambda mult ->
  Qeq lambda (certificate_lower (Z.of_nat (rank_at J w))) /\ mult = Z.one.
Proof.
move=> meets value; have [low single] := rank_bound polynomial value.
have high := certificate_b value; rewrite -certificate_upper_nat -meets in high.
have equal : Qeq (half_nat (rank_at J w)) lambda by exact: Qle_antisym.
by split; [rewrite -equal; reflexivity | exact: single].
Qed.

End Orbit.

End Certificate.
