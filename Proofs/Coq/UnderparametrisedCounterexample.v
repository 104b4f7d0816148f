(** The published form of 4.2 = G.6 is false: conditions (1), (2) and (3) hold at explicit integer
    weights where the rank is smaller than m(d+K-1).

    (d, m, K) = (3, 2, 1): w_1 = (1,0,0), w_2 = (1,1,0), v = 1, 1 has rank 5 < 6.
    (d, m, K) = (4, 5, 3): w = e_1 ... e_4, (1,1,1,1) has rank 29 < 30.
    The third point, (6, 8, 3), is in UnderparametrisedModularAddition.v.

    Conditions (2) and (3) and the lower bounds of the ranks are inverses of integer matrices modulo
    a prime, found outside and checked here;
    the upper bounds are families of kernel vectors, checked
    too.

    Page: Proofs/UnderparametrisedQuadratic.md.  Program:
    Sources/LLCTheorems/Quadratic/UnderparametrisedQuadratic.swift and
    Sources/LLCTheorems/Evidence/WeightEvidence.swift.  Test:
    Tests/LLCTheoremsTests/UnderparametrisedQuadraticTests.swift. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra zify ssrZ ring.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian RankCertificates.
From SLT Require Import IntegerPoints UnderparametrisedQuadratic UnderparametrisedConditions.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** (d, m, K) = (3, 2, 1). *)
Module D3M2K1.

Definition v := entry [:: [:: 1]; [:: 1]].
Definition w := entry [:: [:: 1; 0; 0]; [:: 1; 1; 0]].
Definition th := point 2 1 3 v w.

Definition rows : seq nat := [:: 0; 1; 4; 3; 7]%N.
Definition cols : seq (nat * nat * nat) := [:: (0, 0, 0); (0, 0, 1); (0, 0, 2); (0, 1, 1);
    (0, 1, 2)]%N.
Definition inverse := [::
    [:: 1; 0; 0; 0; 0];
    [:: 0; 0; 0; 1; 0];
    [:: 0; 0; 1; 0; 0];
    [:: 6; 1; 0; 6; 0];
    [:: 0; 0; 6; 0; 1]]%ZZ.

Definition kernel := [::
    ([:: [:: (-2)]; [:: 0]],
     [:: [:: 1; 0; 0]; [:: 0; 0; 0]]);
    ([:: [:: (-2)]; [:: 0]],
     [:: [:: 0; (-1); 0]; [:: 1; 0; 0]]);
    ([:: [:: 2]; [:: (-2)]],
     [:: [:: 0; 1; 0]; [:: 0; 1; 0]])]%ZZ.
Definition colsK : seq (bool * (nat * nat)) := [:: (false, (0, 0)); (false, (1, 0));
    (true, (0, 0))]%N.
Definition inverseK := [::
    [:: 0; 3; 0];
    [:: 0; 3; 3];
    [:: 1; 6; 0]]%ZZ.

Definition cols2 : seq (nat * nat) := [:: (0, 0); (0, 1)]%N.
Definition inverse2 := [::
    [:: 1; 0];
    [:: 6; 1]]%ZZ.

Definition cols3 : seq ((nat * nat * nat) + nat) := [:: inl (0, 0, 0); inl (0, 0, 1);
    inl (0, 0, 2); inl (0, 1, 1); inl (0, 1, 2); inr 0]%N.
Definition inverse3 := [::
    [:: 0; 3; 0; 4; 0; 0];
    [:: 0; 1; 0; 0; 0; 0];
    [:: 0; 0; 1; 0; 0; 0];
    [:: 0; 3; 0; 0; 4; 0];
    [:: 0; 0; 6; 0; 0; 1];
    [:: 1; 1; 0; 6; 0; 0]]%ZZ.

Theorem rank : \dim (limg (jacobian th)) = 5%N.
Proof.
apply/eqP; rewrite eqn_leq; apply/andP; split.
- have chk : kernel_family_check 2 1 3 v w kernel colsK 7%ZZ inverseK by computed.
  exact: (kernel_family_checked chk).
- have chk : minor_check 2 1 3 v w rows cols 7%ZZ inverse by computed.
  exact: (minor_checked chk).
Qed.

Theorem counterexample :
  [/\ condition1 th, condition2 th, condition3 th, ~ exact_condition th &
      (\dim (limg (jacobian th)) < 2 * (3 + 1 - 1))%N].
Proof.
split; last by rewrite rank.
- by apply: condition1_checked; computed.
- by apply: (@condition2_checked _ _ _ _ _ cols2 7%ZZ (entry inverse2)); computed.
- by apply: (@condition3_checked _ _ _ _ _ cols3 7%ZZ (entry inverse3)); computed.
- have dK : (1 < 3 + 1)%N by [].
  by move/(underparametrised_rank th dK); rewrite rank.
Qed.

End D3M2K1.

(** (d, m, K) = (4, 5, 3). *)
Module D4M5K3.

Definition v := entry [:: [:: 0; (-1); 0]; [:: (-1); 0; 0]; [:: 0; 0; (-1)]; [:: (-1); (-1); 0];
    [:: 2; (-1); (-1)]].
Definition w := entry [:: [:: 1; 0; 0; 0]; [:: 0; 1; 0; 0]; [:: 0; 0; 1; 0]; [:: 0; 0; 0; 1];
    [:: 1; 1; 1; 1]].
Definition th := point 5 3 4 v w.

Definition rows : seq nat := [:: 0; 12; 19; 27; 20; 21; 22; 6; 29; 9; 1; 13; 16; 17; 18; 4; 28;
    7; 31; 10; 2; 14; 23; 32; 5;
    24; 8; 26; 11]%N.
Definition cols : seq (nat * nat * nat) := [:: (0, 0, 0); (0, 0, 1); (0, 0, 2); (0, 0, 3);
    (0, 1, 1); (0, 1, 2); (0, 1, 3); (0, 2, 2);
    (0, 2, 3); (0, 3, 3); (1, 0, 0); (1, 0, 1); (1, 0, 2); (1, 0, 3); (1, 1, 1); (1, 1, 2);
    (1, 1, 3); (1, 2, 2); (1, 2, 3); (1, 3, 3); (2, 0, 0); (2, 0, 1); (2, 0, 2); (2, 0, 3);
    (2, 1, 1); (2, 1, 2); (2, 2, 2); (2, 2, 3); (2, 3, 3)]%N.
Definition inverse := [::
    [:: 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 5; 0; 1; 1; 0; 0; 0; 0; 0; 0; 1; 0; 3; 3; 2; 0; 0; 0; 4; 0; 4; 4; 0; 0; 3; 4; 3; 4; 3];
    [:: 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 3; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 1; 1; 0; 0; 4; 1; 1; 6; 0; 6; 6; 0; 4; 4; 4; 0; 0; 0; 3; 0; 3; 3; 0; 0; 4; 3; 4; 3; 4];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 1; 1; 0; 0; 4; 1; 0; 6; 1; 6; 5; 1; 5; 5; 5; 6; 1; 6; 3; 6; 3; 3; 0; 0; 4; 3; 4; 3; 4];
    [:: 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 6; 6; 0; 0; 3; 6; 6; 1; 6; 1; 1; 0; 3; 3; 3; 0; 0; 0; 4; 0; 4; 4; 0; 0; 3; 4; 3; 4; 3];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 6; 6; 5; 0; 1; 4; 4; 1; 6; 1; 2; 6; 3; 2; 2; 6; 0; 1; 4; 1; 4; 4; 0; 6; 1; 5; 3; 4; 3];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0];
    [:: 1; 1; 2; 0; 6; 3; 3; 6; 1; 6; 5; 1; 4; 5; 5; 1; 0; 6; 3; 6; 2; 4; 1; 1; 5; 3; 3; 4; 3];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 1; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0;
    1]]%ZZ.

Definition kernel := [::
    ([:: [:: 0; 2; 0]; [:: 0; 0; 0]; [:: 0; 0; 0]; [:: 0; 0; 0]; [:: 0; 0; 0]],
     [:: [:: 1; 0; 0; 0]; [:: 0; 0; 0; 0]; [:: 0; 0; 0; 0]; [:: 0; 0; 0; 0]; [:: 0; 0; 0; 0]]);
    ([:: [:: 0; 0; 0]; [:: 2; 0; 0]; [:: 0; 0; 0]; [:: 0; 0; 0]; [:: 0; 0; 0]],
     [:: [:: 0; 0; 0; 0]; [:: 0; 1; 0; 0]; [:: 0; 0; 0; 0]; [:: 0; 0; 0; 0]; [:: 0; 0; 0; 0]]);
    ([:: [:: 0; 0; 0]; [:: 0; 0; 0]; [:: 0; 0; 2]; [:: 0; 0; 0]; [:: 0; 0; 0]],
     [:: [:: 0; 0; 0; 0]; [:: 0; 0; 0; 0]; [:: 0; 0; 1; 0]; [:: 0; 0; 0; 0]; [:: 0; 0; 0; 0]]);
    ([:: [:: 0; 0; 0]; [:: 0; 0; 0]; [:: 0; 0; 0]; [:: 2; 2; 0]; [:: 0; 0; 0]],
     [:: [:: 0; 0; 0; 0]; [:: 0; 0; 0; 0]; [:: 0; 0; 0; 0]; [:: 0; 0; 0; 1]; [:: 0; 0; 0; 0]]);
    ([:: [:: 2; (-1); 0]; [:: 2; (-1); 0]; [:: (-2); 1; 2]; [:: 2; (-1); 0]; [:: (-2); 1; 0]],
     [:: [:: 0; 1; 0; 3]; [:: (-2); 0; 0; (-3)]; [:: (-1); (-1); 0; (-1)]; [:: (-2); 1; 0; 0];
     [:: 0; 0; 1; 0]]);
    ([:: [:: (-2); 1; 0]; [:: (-2); 1; 0]; [:: 2; (-1); (-2)]; [:: (-2); 1; 0]; [:: (-2); 1; 2]],
     [:: [:: 0; (-1); 0; (-3)]; [:: 2; 0; 0; 3]; [:: 1; 1; 0; 1]; [:: 2; (-1); 0; 0]; [:: 1; 1;
     0; 1]])]%ZZ.
Definition colsK : seq (bool * (nat * nat)) := [:: (false, (0, 0)); (false, (0, 1));
    (false, (1, 0)); (false, (2, 2)); (false, (3, 0));
    (false, (4, 0))]%N.
Definition inverseK := [::
    [:: 2; 3; 3; 3; 2; 5];
    [:: 4; 0; 0; 0; 0; 0];
    [:: 0; 4; 0; 0; 0; 0];
    [:: 0; 0; 4; 0; 0; 0];
    [:: 0; 0; 0; 4; 0; 0];
    [:: 0; 0; 0; 0; 5; 5]]%ZZ.

Definition cols2 : seq (nat * nat) := [:: (0, 0); (0, 1); (1, 1); (2, 2); (3, 3)]%N.
Definition inverse2 := [::
    [:: 1; 0; 0; 0; 0];
    [:: 6; 6; 6; 6; 1];
    [:: 0; 1; 0; 0; 0];
    [:: 0; 0; 1; 0; 0];
    [:: 0; 0; 0; 1; 0]]%ZZ.

Definition cols3 : seq ((nat * nat * nat) + nat) := [:: inl (0, 0, 0); inl (0, 0, 1);
    inl (0, 0, 2); inl (0, 0, 3); inl (0, 1, 1); inl (0, 1, 2);
    inl (0, 1, 3); inl (0, 2, 3); inl (0, 3, 3); inl (1, 0, 0); inl (1, 0, 1); inl (1, 0, 2);
    inl (1, 0, 3); inl (1, 1, 1); inl (1, 1, 3); inl (1, 2, 3); inl (2, 0, 2); inl (2, 1, 2);
    inl (2, 2, 2); inl (2, 2, 3)]%N.
Definition inverse3 := [::
    [:: 5; 5; 0; 2; 4; 0; 3; 6; 0; 2; 2; 0; 1; 5; 0; 4; 2; 0; 5; 2];
    [:: 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 3; 5; 0; 0; 1; 2; 3; 3; 3; 0; 6; 4; 0; 6; 0; 0; 4; 3];
    [:: 0; 0; 0; 1; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 3; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 6; 0; 0; 0; 1; 0; 0; 0; 2; 3; 2; 2; 3; 0; 0; 0; 5];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 3; 0; 0; 0; 0];
    [:: 3; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 4; 0; 0; 6; 6; 6; 2; 0; 4; 0; 0; 0; 4; 0; 0; 0; 3; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 1; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 1; 0; 0; 0; 6; 0; 0; 0; 5; 4; 5; 4; 4; 0; 0; 0; 2];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 3; 0; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 6; 0; 0; 0; 0; 0; 0; 0; 0]]%ZZ.

Theorem rank : \dim (limg (jacobian th)) = 29%N.
Proof.
apply/eqP; rewrite eqn_leq; apply/andP; split.
- have chk : kernel_family_check 5 3 4 v w kernel colsK 7%ZZ inverseK by computed.
  exact: (kernel_family_checked chk).
- have chk : minor_check 5 3 4 v w rows cols 7%ZZ inverse by computed.
  exact: (minor_checked chk).
Qed.

Theorem counterexample :
  [/\ condition1 th, condition2 th, condition3 th, ~ exact_condition th &
      (\dim (limg (jacobian th)) < 5 * (4 + 3 - 1))%N].
Proof.
split; last by rewrite rank.
- by apply: condition1_checked; computed.
- by apply: (@condition2_checked _ _ _ _ _ cols2 7%ZZ (entry inverse2)); computed.
- by apply: (@condition3_checked _ _ _ _ _ cols3 7%ZZ (entry inverse3)); computed.
- have dK : (1 < 4 + 3)%N by [].
  by move/(underparametrised_rank th dK); rewrite rank.
Qed.

End D4M5K3.
