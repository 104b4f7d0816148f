(** G.1: if some d units have a_j != 0 and independent w_j, the Jacobian of (Q, beta, gamma) is
    onto Sym(d) x F^d x F, and its rank is (d+1)(d+2)/2.  Characteristic not 2.

    Page: Proofs/OverparametrisedBiasedQuadratic.md.  Program:
    Sources/LLCTheorems/BiasedQuadratic/OverparametrisedBiasedQuadratic.swift.  Test:
    Tests/LLCTheoremsTests/OverparametrisedBiasedQuadraticTests.swift. *)

From mathcomp Require Import all_ssreflect all_algebra zify.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian BiasedQuadratic.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Overparametrised.

Variables (F : fieldType) (m d : nat).

(** The network, and d of its units. *)
Variables (a b : 'I_m -> F) (w : 'I_m -> 'rV[F]_d) (f : 'I_d -> 'I_m).
Let th := biased_weights a w b.

Hypothesis char2 : (2%:R : F) != 0.
Hypothesis a0 : forall i, a (f i) != 0.
Hypothesis w_independent : row_free (\matrix_i w (f i)).

Lemma matrix_onto : limg (matrix_jacobian th) = symv F (d + 1).
Proof.
apply/eqP; rewrite eqEdim; apply/andP; split.
  by apply/subvP=> _ /memv_imgP[h _ ->]; rewrite matrix_jacobianE dA_sym.
apply: leq_trans (dimvS (@unit_tangent_sub F m d d a b w f a0)).
rewrite -(leq_add2r 'C(d, 2)) (@dim_unit_tangent F m d d a b w f char2 w_independent) dim_symv.
rewrite addn1 !binS !bin1 !bin0; have := mul_bin_diag d 1; rewrite bin1.
by case: (d) => //= e; move: 'C(_, 2) => z; nia.
Qed.

(** Every symmetric S, every beta and every gamma are reached. *)
Theorem overparametrised_biased_onto S beta gamma : S \in symv F d ->
  exists h, biased_jacobian th h = (S, (beta, gamma)).
Proof.
case/(coords_onto char2 beta gamma) => A As AE.
move: As; rewrite -matrix_onto => /memv_imgP[h _ Ah].
by exists h; rewrite comp_lfunE -Ah.
Qed.

Theorem overparametrised_biased_rank : \dim (limg (biased_jacobian th)) = 'C(d.+2, 2).
Proof. by rewrite rank_biased // matrix_onto dim_symv addn1. Qed.

End Overparametrised.
