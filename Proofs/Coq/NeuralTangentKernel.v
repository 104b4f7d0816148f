(** 5.1: a model that is linear in its weights has lambda = half its rank, mult = 1, everywhere.

    Page: Proofs/NeuralTangentKernel.md. Program:
    Sources/LLCTheorems/Linearised/NeuralTangentKernel.swift.
    Test: Tests/LLCTheoremsTests/NeuralTangentKernelTests.swift. *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra.
From SLT Require Import PolynomialMaps AnalyticAxioms.
From SLT.Formulas Require Import Numbers Certificate.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Local Open Scope ring_scope.

Import Cited.

Theorem linearised_coefficient (U V : vectType rat) (f : 'Hom(U, V)) (w : U) :
  learning_coefficient f w (linearised (Z.of_nat (\dim (limg f)))) Z.one.
Proof. by apply: (constant_rank (differential_linear f) (w := w)) => u. Qed.
