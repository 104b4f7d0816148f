(** 4.1 = G.5: if the squares of the input weights span Sym(d), the Jacobian of (Q_1, ..., Q_K)
    is onto K copies of Sym(d), and its rank is K d(d+1)/2.  Output weights are arbitrary, zero
    included; the field is arbitrary.

    Page: Proofs/OverparametrisedQuadratic.md.  Program:
    Sources/LLCTheorems/Quadratic/OverparametrisedQuadratic.swift.  Test:
    Tests/LLCTheoremsTests/OverparametrisedQuadraticTests.swift. *)

From mathcomp Require Import all_ssreflect all_algebra.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Overparametrised.

Variables (F : fieldType) (m K d : nat) (th : weights F m K d).

(** The squares of the input weights. *)
Definition squares : m.-tuple 'M[F]_d := [tuple sq (th j).2 | j < m].

Theorem overparametrised_onto :
  <<squares>>%VS = symv F d -> limg (jacobian th) = symvK F d K.
Proof.
move=> sp; apply/eqP; rewrite eqEsubv jacobian_sym /=; apply/subvP=> A /symvKP As.
have cA k : A k = \sum_j coord squares j (A k) *: sq (th j).2.
  have := As k; rewrite -sp => /coord_span {1}->; apply: eq_bigr => j _.
  by rewrite (nth_map j) ?size_enum_ord // nth_ord_enum.
pose h : weights F m K d := [ffun j => (\row_k coord squares j (A k), 0)].
apply/memv_imgP; exists h; rewrite ?memvf // jacobianE.
apply/ffunP=> k; rewrite ffunE [LHS]cA; apply: eq_bigr => j _.
by rewrite ffunE /= mxE sprod0 scaler0 addr0.
Qed.

Theorem overparametrised_rank :
  <<squares>>%VS = symv F d -> \dim (limg (jacobian th)) = (K * 'C(d.+1, 2))%N.
Proof. by move=> /overparametrised_onto ->; apply: dim_symvK. Qed.

(** The assumption needs at least d(d+1)/2 units. *)
Theorem overparametrised_units : <<squares>>%VS = symv F d -> ('C(d.+1, 2) <= m)%N.
Proof. by move=> sp; rewrite -(dim_symv F d) -sp; have:= dim_span squares; rewrite size_tuple. Qed.

End Overparametrised.
