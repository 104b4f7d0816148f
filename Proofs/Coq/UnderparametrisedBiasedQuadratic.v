(** G.2: if all a_j != 0 and w_1 ... w_m are independent, the image of the Jacobian of
    (Q, beta, gamma) has dimension m d - m(m-1)/2 + m + 1.  Characteristic not 2; m < d is not used.

    Page: Proofs/UnderparametrisedBiasedQuadratic.md.  Program:
    Sources/LLCTheorems/BiasedQuadratic/UnderparametrisedBiasedQuadratic.swift.  Test:
    Tests/LLCTheoremsTests/UnderparametrisedBiasedQuadraticTests.swift. *)

From mathcomp Require Import all_ssreflect all_algebra zify.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian BiasedQuadratic.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Underparametrised.

Variables (F : fieldType) (m d : nat).
Variables (a b : 'I_m -> F) (w : 'I_m -> 'rV[F]_d).
Let th := biased_weights a w b.

Hypothesis char2 : (2%:R : F) != 0.
Hypothesis a0 : forall j, a j != 0.
Hypothesis w_independent : row_free (\matrix_j w j).

(** The tangent: W_j^T u + u^T W_j for all j and u, and e^T e. *)
Theorem underparametrised_biased_tangent :
  limg (matrix_jacobian th) = unit_tangent a b w (fun j : 'I_m => j).
Proof.
apply/eqP; rewrite eqEsubv (@unit_tangent_sub F m d m a b w (fun j => j)) // andbT.
apply/subvP=> _ /memv_imgP[h _ ->]; rewrite matrix_jacobianE /dA.
apply: memv_add; last by apply/vlineP; exists (h.2 : F).
rewrite ffunE; set W := \matrix_j _.
pose Y : 'M[F]_(m, d + 1) :=
  \matrix_j (((h.1 j).1 0 0 / 2%:R) *: (th j).2 + (th j).1 0 0 *: (h.1 j).2).
apply/memv_imgP; exists Y; rewrite ?memvf // lfunE /= tangent_sum; apply: eq_bigr => j _.
rewrite !rowK sprodDr !sprodZr sprodxx; congr (_ + _).
by rewrite -[sq _ *+ 2]scaler_nat scalerA mulfVK.
Qed.

Theorem underparametrised_biased_rank :
  (\dim (limg (biased_jacobian th)) + 'C(m, 2) = m * d + m + 1)%N.
Proof.
rewrite rank_biased // underparametrised_biased_tangent.
by rewrite (@dim_unit_tangent F m d m a b w (fun j => j)) // mulnDr muln1.
Qed.

(** In the form of the page. *)
Theorem underparametrised_biased_rank_half :
  \dim (limg (biased_jacobian th)) = (m * d - m * m.-1 %/ 2 + m + 1)%N.
Proof.
have := underparametrised_biased_rank; have <- : 'C(m, 2) = (m * m.-1 %/ 2)%N.
  by rewrite bin2 divn2.
have : ('C(m, 2) <= m * d)%N.
  have md : (m <= d)%N by rewrite -(eqP w_independent) rank_leq_col.
  by rewrite bin2 -divn2 (leq_trans (leq_div _ _)) // leq_mul2l (leq_trans (leq_pred _)) ?orbT.
by lia.
Qed.

End Underparametrised.
