(** 5.2: hidden layer frozen. The outputs on the samples are V Phi^T, linear in the output weights V; the
    rank is K times the rank of the features, so lambda = (K/2) rank Phi.

    Page: Proofs/RandomFeatures.md. Program: Sources/LLCTheorems/Features/RandomFeatures.swift.
    Test: Tests/LLCTheoremsTests/RandomFeaturesTests.swift. *)

From Coq Require Import ZArith QArith.
From mathcomp Require Import all_ssreflect all_algebra.
From SLT Require Import PolynomialMaps AnalyticAxioms NeuralTangentKernel.
From SLT.Formulas Require Import Numbers Certificate Features.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Local Open Scope ring_scope.

Import Cited.

Section FrozenFeatures.

Variables (K m n : nat) (Phi : 'M[rat]_(m, n)).

(** Output weights to outputs: row k of V times the features, unit by sample. *)
Definition outputs : 'Hom(matrix_vectType rat_Ring K m, matrix_vectType rat_Ring K n) :=
  linfun (mulmxr Phi).

Lemma outputsE V : outputs V = V *m Phi.
Proof. by rewrite lfunE. Qed.

(** Through a basis of the rows of Phi. *)
Definition through : 'Hom(matrix_vectType rat_Ring K (\rank Phi), matrix_vectType rat_Ring K n) :=
  linfun (mulmxr (row_base Phi)).

Lemma throughE W : through W = W *m row_base Phi.
Proof. by rewrite lfunE. Qed.

Lemma same_image : limg outputs = limg through.
Proof.
have /row_fullP[B inverse] := col_base_full Phi.
apply/vspaceP => Y; apply/memv_imgP/memv_imgP => [[V _ ->]|[W _ ->]].
  exists (V *m col_base Phi); first exact: memvf.
  by rewrite outputsE throughE -mulmxA mulmx_base.
exists (W *m B); first exact: memvf.
rewrite outputsE throughE; transitivity (W *m B *m (col_base Phi *m row_base Phi)).
  by rewrite mulmxA -(mulmxA W) inverse mulmx1.
by rewrite mulmx_base.
Qed.

Lemma through_injective : lker through = 0%VS.
Proof.
have /row_freeP[B inverse] := row_base_free Phi.
apply/eqP; rewrite -subv0; apply/subvP => W; rewrite memv_ker throughE memv0 => /eqP zero.
by rewrite -(mulmx1 W) -inverse mulmxA zero mul0mx.
Qed.

Theorem outputs_rank : \dim (limg outputs) = (K * \rank Phi)%N.
Proof.
rewrite same_image limg_dim_eq; first by rewrite dimvf.
by rewrite through_injective capv0.
Qed.

Theorem frozen_features_coefficient (V : 'M[rat]_(K, m)) :
  learning_coefficient outputs V (frozen_features (Z.of_nat K) (Z.of_nat (\rank Phi))) Z.one.
Proof.
have := linearised_coefficient outputs V; rewrite outputs_rank.
by rewrite /linearised /frozen_features -multE Nat2Z.inj_mul.
Qed.

End FrozenFeatures.
