(** F.1, F.2 for the squared loss: a submersion onto N coordinates has lambda = N/2, mult = 1.

    Page: Proofs/RegularReparametrisation.md. Program:
    Sources/LLCTheorems/General/RegularReparametrisation.swift.
    Test: Tests/LLCTheoremsTests/RegularReparametrisationTests.swift. *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra.
From SLT Require Import PolynomialMaps AnalyticAxioms.
From SLT.Formulas Require Import Numbers Certificate.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Local Open Scope ring_scope.

Import Cited.

Theorem submersion_coefficient (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U) :
  differential phi J -> limg (J w) = fullv ->
  learning_coefficient phi w (submersion (Z.of_nat (\dim {:V}))) Z.one.
Proof.
move=> polynomial onto.
have full : rank_at J w = \dim {:V} by rewrite /rank_at onto.
rewrite /submersion -full; apply: (constant_rank polynomial) => u.
by rewrite full rank_at_most_coordinates.
Qed.

(** The same when the map takes its values in a subspace that the differential fills. *)
Theorem submersion_onto_subspace (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) (w : U)
    (W : {vspace V}) :
  differential phi J -> (forall u, limg (J u) <= W)%VS -> limg (J w) = W ->
  learning_coefficient phi w (submersion (Z.of_nat (\dim W))) Z.one.
Proof.
move=> polynomial inside onto.
have full : rank_at J w = \dim W by rewrite /rank_at onto.
rewrite /submersion -full; apply: (constant_rank polynomial) => u.
by rewrite full; apply: dimvS.
Qed.
