(** The exact condition of 4.2 on given inputs: with r the rank of the inputs and r + K > 1, the rank
    of the Jacobian of the outputs is m(r+K-1) if and only if its kernel is spanned by the known
    symmetries, the scaling of each unit and its translations by vectors that no input sees.

    Page: Proofs/ExactRankCertificate.md, (d).  Program:
    Sources/Identifiability/Symmetries/KnownSymmetries.swift,
    Sources/Identifiability/Ranks/CertifiedCoefficient.swift.  Test:
    Tests/IdentifiabilityTests/SymmetryTests.swift. *)

From mathcomp Require Import all_ssreflect all_algebra zify.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian.
From SLT Require Import UnderparametrisedQuadratic DataAwareBounds.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Data.

Variables (F : fieldType) (m K d : nat) (T : finType) (X : T -> 'rV[F]_d).
Implicit Types (th h : weights F m K d).

Let translate (n : 'rV[F]_d) : unit_of F K d := (0, n).
Fact translate_is_linear : linear translate.
Proof. by move=> c w u; rewrite /translate; congr (_, _); rewrite /= ?scaler0 ?addr0. Qed.

(** Translations of one unit. *)
Definition translations : {vspace unit_of F K d} :=
  (linfun (Linear translate_is_linear) @: invisible X)%VS.

Lemma translationsP (u : unit_of F K d) :
  reflect (exists2 n, n \in invisible X & u = (0, n)) (u \in translations).
Proof.
apply: (iffP memv_imgP) => -[n nX ->]; exists n => //; by rewrite lfunE.
Qed.

Lemma dim_translations : \dim translations = \dim (invisible X).
Proof.
apply: limg_dim_eq; have -> : lker (linfun (Linear translate_is_linear)) = 0%VS.
  by apply/eqP/lker0P => w u; rewrite !lfunE => -[].
exact: capv0.
Qed.

(** The known symmetries. *)
Definition symmetries th : {vspace weights F m K d} :=
  units_of (fun j => translations + <[scaling (th j)]>)%VS.

Lemma symmetries_kernel th : (symmetries th <= lker (data_jacobian X th))%VS.
Proof.
apply/subvP=> h /units_ofP hs; rewrite memv_ker [h]sum_only linear_sum big1 // => j _.
have /memv_addP[_ /translationsP[n nX ->] [_ /vlineP[c ->] ->]] := hs j.
rewrite -onlyLE linearD linearZ /= !onlyLE linearD linearZ /=.
by rewrite translation_kernel // data_scaling_kernel scaler0 addr0.
Qed.

Lemma dim_unit_symmetries th j :
  (\dim (translations + <[scaling (th j)]>) <= \dim (invisible X) + 1)%N.
Proof.
have [le _] := dimv_add_leqif translations <[scaling (th j)]>%VS.
by apply: leq_trans le _; rewrite dim_translations leq_add2l dim_vline leq_b1.
Qed.

Lemma dim_unit_symmetries_eq th j : (th j).2 \notin invisible X ->
  \dim (translations + <[scaling (th j)]>) = (\dim (invisible X) + 1)%N.
Proof.
move=> w0; have out : scaling (th j) \notin translations.
  by apply: contra w0 => /translationsP[n nX [_ ->]].
have cap0 : (translations :&: <[scaling (th j)]> = 0)%VS.
  apply/eqP; rewrite -subv0; apply/subvP=> u; rewrite memv_cap => /andP[ut /vlineP[c uc]].
  move: ut; rewrite uc memv0; have [->|c0] := eqVneq c 0; first by rewrite scale0r.
  by move/(memvZ c^-1); rewrite scalerA mulVf // scale1r (negbTE out).
have s0 : scaling (th j) != 0 by apply: contraNneq out => ->; apply: mem0v.
by rewrite (dimv_disjoint_sum cap0) dim_translations dim_vline s0.
Qed.

Theorem data_exact_condition th : (1 < input_rank X + K)%N ->
  \dim (limg (data_jacobian X th)) = (m * (input_rank X + K - 1))%N <->
  lker (data_jacobian X th) = symmetries th.
Proof.
move=> rK; have rk := rank_nullity (data_jacobian X th).
have D : Vector.dim [vectType F of weights F m K d] =
    (m * (\dim (invisible X) + 1) + m * (input_rank X + K - 1))%N.
  rewrite dim_weights -mulnDr; congr (m * _)%N.
  by have := dim_invisible X; move: rK; move: (input_rank X) (\dim (invisible X)) => r e; lia.
rewrite D in rk; split=> [r|k].
- have seen j : (th j).2 \notin invisible X.
    apply/negP=> w0.
    have := rank_by_units (data_jacobian X th); rewrite r (bigD1 j) //=.
    have -> : (data_jacobian X th \o onlyL [vectType F of unit_of F K d] j)%VF = 0.
      by apply/lfunP=> u; rewrite comp_lfunE onlyLE silent_unit // zero_lfunE.
    rewrite lim0g dimv0 add0n leqNgt => /negP[].
    apply: (@leq_ltn_trans (\sum_(i | i != j) (input_rank X + K - 1))); last first.
      rewrite sum_nat_const cardC1 card_ord ltn_pmul2r ?subn_gt0 //.
      by case: (m) j {rk D r w0 th} => [[] []|].
    apply: leq_sum => i _; have uk := unit_kernel (X := X) th i (ltnW rK).
    have := rank_nullity (data_jacobian X th \o onlyL [vectType F of unit_of F K d] i)%VF.
    have -> : Vector.dim [vectType F of unit_of F K d] = (d + K)%N.
      by rewrite -[LHS]/(1 * K + 1 * d)%N !mul1n addnC.
    by have := dim_invisible X; move: uk; move: (input_rank X) (\dim _) (\dim _) (\dim _) => *; lia.
  apply/esym/eqP; rewrite eqEdim symmetries_kernel /= dim_units_of.
  rewrite (eq_bigr (fun _ => (\dim (invisible X) + 1)%N)) => [|j _].
    by rewrite sum_nat_const card_ord; move: rk; rewrite r => /addIn ->.
  exact: dim_unit_symmetries_eq.
- apply/eqP; rewrite eqn_leq data_rank_units ?(ltnW rK) //=.
  rewrite -(leq_add2l (\dim (lker (data_jacobian X th)))) rk leq_add2r k dim_units_of.
  rewrite -[X in (_ <= X * _)%N]card_ord -sum_nat_const.
  by apply: leq_sum => j _; apply: dim_unit_symmetries.
Qed.

End Data.

(** On all one-hot pairs: rank m(3p-2) if and only if scalings and gauge vectors span the kernel. *)
Theorem pairs_exact_condition (F : fieldType) (p m : nat) (th : weights F m p (p + p)) :
  (0 < p)%N ->
  \dim (limg (data_jacobian (@pair_input F p) th)) = (m * (3 * p - 2))%N <->
  forall h, data_jacobian (@pair_input F p) th h = 0 ->
    exists c s : 'I_m -> F, forall j, h j = c j *: scaling (th j) + s j *: (0, gauge F p).
Proof.
move=> p0; have r := pairs_rank_inputs F p0.
have e : (3 * p - 2 = input_rank (@pair_input F p) + p - 1)%N by rewrite r; lia.
have rK : (1 < input_rank (@pair_input F p) + p)%N by rewrite r; lia.
rewrite e data_exact_condition //; split=> [k h h0|k].
  have : h \in symmetries (@pair_input F p) th by rewrite -k memv_ker h0.
  move/units_ofP => hs.
  have dec j : exists x : F * F, h j == x.1 *: scaling (th j) + x.2 *: (0, gauge F p).
    have /memv_addP[_ /translationsP[n nX ->] [_ /vlineP[c ->] ->]] := hs j.
    move: nX; rewrite invisible_gauge // => /vlineP[t ->]; exists (c, t).
    by rewrite addrC /=; apply/eqP; congr (_ + (_, _)); rewrite /= scaler0.
  exists (fun j => (xchoose (dec j)).1), (fun j => (xchoose (dec j)).2) => j.
  exact/eqP/(xchooseP (dec j)).
apply/eqP; rewrite eqEsubv symmetries_kernel andbT; apply/subvP=> h.
rewrite memv_ker => /eqP/k[c [s hE]]; apply/units_ofP => j; rewrite hE addrC.
apply: memv_add; last by apply/vlineP; exists (c j).
apply/memvZ/translationsP; exists (gauge F p) => //; exact: gauge_invisible.
Qed.
