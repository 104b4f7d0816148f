(** From ranks of the Jacobian to lambda: theorems 4.1 and 4.2, from the linear algebra of
    OverparametrisedQuadratic.v and UnderparametrisedQuadratic.v and the analytic axioms.

    Pages: Proofs/OverparametrisedQuadratic.md, Proofs/UnderparametrisedQuadratic.md.  Program:
    Sources/LLCTheorems/Quadratic/OverparametrisedQuadratic.swift,
    Sources/LLCTheorems/Quadratic/UnderparametrisedQuadratic.swift.  Tests:
    Tests/LLCTheoremsTests/OverparametrisedQuadraticTests.swift,
    Tests/LLCTheoremsTests/UnderparametrisedQuadraticTests.swift. *)

From Coq Require Import ZArith QArith Lia.
From mathcomp Require Import all_ssreflect all_algebra.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian.
From SLT Require Import OverparametrisedQuadratic UnderparametrisedQuadratic.
From SLT Require Import PolynomialMaps AnalyticAxioms.
From SLT.Formulas Require Import Numbers Quadratic.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Import Cited.

Section Quadratic.

Variables (m K d : nat).

Notation weights_space := ([vectType rat of weights rat m K d]).
Notation coordinates := ([vectType rat of {ffun 'I_K -> 'M[rat]_d}]).

(** The coordinates are a polynomial map, and the Jacobian is its differential. *)
Theorem quadratic_differential :
  @differential weights_space coordinates (@Q _ m K d) (@jacobian _ m K d).
Proof.
exists 2%N, (fun i th h => if val i == 0%N then Q2 th h else Q h) => th h t.
by rewrite Q_expansion jacobianE !big_ord_recl big_ord0 addr0 /= addrA.
Qed.

Lemma binomial_symmetric : Z.of_nat 'C(d.+1, 2) = symmetric_dimension (Z.of_nat d).
Proof.
have := mul_bin_diag d.+1 1; rewrite /= bin1 => /(congr1 Z.of_nat).
rewrite -!multE !Nat2Z.inj_mul !Nat2Z.inj_succ.
by have := twice_symmetric_dimension (Z.of_nat d); lia.
Qed.

(** 4.1: {w_j^T w_j} spans Sym(d). *)
Theorem theorem_4_1 (th : weights rat m K d) :
  <<@squares rat_fieldType m K d th>>%VS = symv rat_fieldType d ->
  @learning_coefficient weights_space coordinates (@Q _ m K d) th
    (overparametrised (Z.of_nat K) (Z.of_nat d)) Z.one.
Proof.
move=> spans; have rank := overparametrised_rank spans.
have -> : overparametrised (Z.of_nat K) (Z.of_nat d) = half_nat (rank_at (@jacobian _ m K d) th).
  by rewrite /half_nat /rank_at rank -multE Nat2Z.inj_mul binomial_symmetric.
apply: (constant_rank quadratic_differential) => u.
by rewrite /rank_at rank -(dim_symvK rat_fieldType d K); apply: dimvS; apply: jacobian_sym.
Qed.

(** 4.2, corrected: the scalings are the whole kernel of the Jacobian. *)
Theorem theorem_4_2 (th : weights rat m K d) :
  (1 < d + K)%N -> @exact_condition rat_fieldType m K d th ->
  @learning_coefficient weights_space coordinates (@Q _ m K d) th
    (underparametrised (Z.of_nat d) (Z.of_nat m) (Z.of_nat K)) Z.one.
Proof.
move=> wide exact_; have rank := (underparametrised_rank th wide).2 exact_.
have -> : underparametrised (Z.of_nat d) (Z.of_nat m) (Z.of_nat K)
    = half_nat (rank_at (@jacobian _ m K d) th).
  rewrite /half_nat /rank_at rank /underparametrised; congr half.
  by rewrite -multE -minusE -plusE Nat2Z.inj_mul Nat2Z.inj_sub ?Nat2Z.inj_add //; lia.
apply: (constant_rank quadratic_differential) => u.
by rewrite /rank_at rank; apply: underparametrised_rank_le; lia.
Qed.

End Quadratic.
