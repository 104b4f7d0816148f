(** 4.2 = G.6 in its corrected form.

    The rank of the Jacobian of (Q_1, ..., Q_K) is at most m(d+K-1) at every weight.  It is
    m(d+K-1) if and only if the kernel is the span of the m scaling vectors (-2 v_j, w_j).  That
    condition implies conditions (1), (2) and (3) of the source; the converse is false, see
    UnderparametrisedCounterexample.v.

    Page: Proofs/UnderparametrisedQuadratic.md.  Program:
    Sources/LLCTheorems/Quadratic/UnderparametrisedQuadratic.swift, the conditions in
    Sources/LLCTheorems/Evidence/WeightEvidence.swift, the scalings in
    Sources/Identifiability/Symmetries/KnownSymmetries.swift.  Test:
    Tests/LLCTheoremsTests/UnderparametrisedQuadraticTests.swift. *)

From mathcomp Require Import all_ssreflect all_algebra ring.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Underparametrised.

Variables (F : fieldType) (m K d : nat).
Implicit Types (th h : weights F m K d) (u : unit_of F K d).

(** The movement of one unit along (t w, t^-2 v). *)
Definition scaling u : unit_of F K d := (- (u.1 *+ 2), u.2).

(** Scaling a unit does not change Q, *)
Theorem scaling_orbit th (t : 'I_m -> F) : (forall j, t j != 0) ->
  Q [ffun j => ((t j)^-1 ^+ 2 *: (th j).1, t j *: (th j).2)] = Q th.
Proof.
move=> t0; apply/ffunP=> k; rewrite !ffunE; apply: eq_bigr => j _.
by rewrite ffunE /= mxE sqZ scalerA mulrAC -exprMn mulVf // expr1n mul1r.
Qed.

Lemma dQ_only th j u k :
  dQ th (only j u) k = u.1 0 k *: sq (th j).2 + (th j).1 0 k *: sprod (th j).2 u.2.
Proof.
rewrite ffunE (bigD1 j) //= onlyE eqxx big1 ?addr0 // => i ij.
by rewrite onlyE (negbTE ij) /= mxE scale0r sprod0 scaler0 addr0.
Qed.

(** and its direction is in the kernel. *)
Theorem scaling_kernel th j : jacobian th (only j (scaling (th j))) = 0.
Proof.
rewrite jacobianE; apply/ffunP=> k; rewrite dQ_only ffunE /= sprodxx.
have -> : (- ((th j).1 *+ 2)) 0 k = - ((th j).1 0 k *+ 2) by rewrite !mxE.
by rewrite scaleNr -scalerMnl -scalerMnr addNr.
Qed.

(** The span of the scaling vectors. *)
Definition scalings th : {vspace weights F m K d} := unit_span (fun j => scaling (th j)).

Lemma scalings_kernel th : (scalings th <= lker (jacobian th))%VS.
Proof. by apply/span_subvP => _ /mapP[j _ ->]; rewrite memv_ker scaling_kernel. Qed.

Let dim_unit : Vector.dim [vectType F of unit_of F K d] = (d + K)%N.
Proof. by rewrite -[LHS]/(1 * K + 1 * d)%N !mul1n addnC. Qed.

Let unit_map th j := (jacobian th \o onlyL [vectType F of unit_of F K d] j)%VF.

Lemma zero_unit th j : scaling (th j) = 0 -> unit_map th j = 0.
Proof.
move=> s0; have w0 : (th j).2 = 0 by case: s0.
apply/lfunP => u; rewrite comp_lfunE onlyLE jacobianE zero_lfunE.
apply/ffunP=> k; rewrite dQ_only w0 sprod0x scaler0 addr0 ffunE.
by apply/matrixP=> a b; rewrite mxE sqE !mxE mul0r mulr0.
Qed.

Lemma unit_rank th j : (0 < d + K)%N -> (\dim (limg (unit_map th j)) <= d + K - 1)%N.
Proof.
move=> dK; rewrite -dim_unit -(rank_nullity (unit_map th j)).
rewrite -[X in (X <= _)%N](addKn 1) leq_sub2r // leq_add2r lt0n dimv_eq0.
have [s0|s0] := eqVneq (scaling (th j)) 0; last first.
  apply: contraNneq s0 => k0; rewrite -memv0 -k0 memv_ker comp_lfunE onlyLE.
  by rewrite scaling_kernel.
rewrite (zero_unit s0) -dimv_eq0.
have -> : lker (0 : 'Hom([vectType F of unit_of F K d], _)) = fullv.
  by move=> V; apply/vspaceP=> u; rewrite memvf memv_ker zero_lfunE eqxx.
by rewrite dimvf dim_unit -lt0n.
Qed.

(** At every weight the rank is at most m(d+K-1). *)
Theorem underparametrised_rank_le th : (0 < d + K)%N ->
  (\dim (limg (jacobian th)) <= m * (d + K - 1))%N.
Proof.
move=> dK; apply: leq_trans (rank_by_units _) _.
rewrite -[X in (_ <= X * _)%N]card_ord -sum_nat_const; apply: leq_sum => j _.
exact: unit_rank.
Qed.

(** The exact condition. *)
Definition exact_condition th := lker (jacobian th) = scalings th.

Let dim_D : Vector.dim [vectType F of weights F m K d] = (m * (d + K))%N.
Proof. by rewrite dim_weights addnC. Qed.

Theorem underparametrised_rank th : (1 < d + K)%N ->
  \dim (limg (jacobian th)) = (m * (d + K - 1))%N <-> exact_condition th.
Proof.
move=> dK; have dK0 := ltnW dK.
have mD : (m * (d + K) = m + m * (d + K - 1))%N by rewrite -mulnS -subSn // subn1.
split=> [rk|ex].
- have s0 j : scaling (th j) != 0.
    apply/eqP=> /zero_unit s0.
    have := rank_by_units (jacobian th); rewrite rk (bigD1 j) //= -/(unit_map th j) s0.
    rewrite lim0g dimv0 add0n leqNgt => /negP[].
    apply: (@leq_ltn_trans (\sum_(i | i != j) (d + K - 1))).
      by apply: leq_sum => i _; apply: unit_rank.
    rewrite sum_nat_const cardC1 card_ord ltn_pmul2r ?subn_gt0 //.
    by case: m j {rk mD s0} => [[] []|].
  apply/esym/eqP; rewrite eqEdim scalings_kernel /= dim_unit_span // card_ord.
  by have := rank_nullity (jacobian th); rewrite rk dim_D mD => /addIn ->.
- have s0 j : scaling (th j) != 0.
    apply/eqP=> s0.
    have k1 u : u = 0.
      have /unit_spanP[c hc] : only j u \in scalings th.
        rewrite -ex memv_ker -onlyLE -comp_lfunE -/(unit_map th j) zero_unit //.
        by rewrite zero_lfunE.
      by have := hc j; rewrite onlyE eqxx s0 scaler0.
    have : \dim {: [vectType F of unit_of F K d]} = 0%N.
      apply/eqP; rewrite dimv_eq0 -subv0; apply/subvP=> u _.
      by rewrite (k1 u) mem0v.
    by rewrite dimvf dim_unit => /eqP; rewrite eqn0Ngt dK0.
  have := rank_nullity (jacobian th); rewrite ex dim_unit_span // card_ord dim_D mD.
  by move/addnI.
Qed.

(** The conditions of the source. *)
Definition condition1 th := forall j, (th j).2 != 0 /\ (th j).1 != 0.

Definition condition2 th := forall c : 'I_m -> F,
  \sum_j c j *: sq (th j).2 = 0 -> forall j, c j = 0.

Definition condition3 th := forall u : 'I_m -> 'rV[F]_d,
  (forall j, u j *m (th j).2^T = 0) ->
  (forall k, \sum_j (th j).1 0 k *: sprod (th j).2 (u j) = 0) -> forall j, u j = 0.

Hypothesis char2 : (2%:R : F) != 0.

Lemma exact_condition1 th : (1 < d)%N -> exact_condition th -> condition1 th.
Proof.
move=> d1 ex j.
have w_only (u : 'rV[F]_d) : (forall k, (th j).1 0 k *: sprod (th j).2 u = 0) ->
    exists c : F, 0 = c *: - ((th j).1 *+ 2) /\ u = c *: (th j).2.
  move=> u0; have /unit_spanP[c hc] : only j (0 : 'rV[F]_K, u) \in scalings th.
    rewrite -ex memv_ker jacobianE; apply/eqP/ffunP=> k.
    by rewrite dQ_only /= mxE scale0r add0r u0 ffunE.
  by exists (c j); have := hc j; rewrite onlyE eqxx => -[].
pose e0 : 'rV[F]_d := delta_mx 0 (Ordinal (ltnW d1)).
pose e1 : 'rV[F]_d := delta_mx 0 (Ordinal d1).
have w0 : (th j).2 != 0.
  apply/eqP=> w0; have [|c [_]] := w_only e0.
    by move=> k; rewrite w0 sprod0x scaler0.
  rewrite w0 scaler0 => /rowP/(_ (Ordinal (ltnW d1))); rewrite !mxE !eqxx /= => /eqP.
  by rewrite oner_eq0.
split=> //; apply/eqP=> v0.
have free (u : 'rV[F]_d) : exists c : F, u = c *: (th j).2.
  have [|c [_ ->]] := w_only u; first by move=> k; rewrite v0 mxE scale0r.
  by exists c.
have [a /rowP ae] := free e0; have [b /rowP be] := free e1.
have := ae (Ordinal (ltnW d1)); have := ae (Ordinal d1).
have := be (Ordinal (ltnW d1)); have := be (Ordinal d1).
rewrite !mxE !eqxx /= => b1 /esym/eqP b0 _ a1.
move: b0; rewrite mulf_eq0 => /orP[] /eqP z.
  by move: b1; rewrite z mul0r => /eqP; rewrite oner_eq0.
by move: a1; rewrite z mulr0 => /eqP; rewrite oner_eq0.
Qed.

(** Beyond (2) and (3): each holds because a relation is a kernel vector that no combination of
    scalings is.  For (3) the orthogonality is not even used. *)
Theorem exact_conditions th : (1 < d)%N -> (0 < K)%N -> exact_condition th ->
  [/\ condition1 th, condition2 th & condition3 th].
Proof.
move=> d1 K0 ex; have c1 := exact_condition1 d1 ex; split=> // [c c0 j|u _ u0 j].
- have [w0 _] := c1 j.
  pose k0 := Ordinal K0.
  have /unit_spanP[x hx] : [ffun i => (c i *: delta_mx 0 k0 : 'rV[F]_K, 0 : 'rV[F]_d)]
      \in scalings th.
    rewrite -ex memv_ker jacobianE; apply/eqP/ffunP=> k; rewrite ffunE.
    transitivity ((k == k0)%:R *: \sum_i c i *: sq (th i).2); last first.
      by rewrite c0 scaler0 ffunE.
    rewrite scaler_sumr; apply: eq_bigr => i _; rewrite ffunE /= !mxE sprod0 scaler0 addr0.
    by rewrite scalerA mulrC.
  have := hx j; rewrite ffunE => -[e1 /esym/eqP]; rewrite scaler_eq0 (negbTE w0) orbF => /eqP x0.
  move: e1; rewrite x0 scale0r => /rowP/(_ k0); rewrite !mxE !eqxx mulr1.
  by [].
- have [_ v0] := c1 j.
  have /unit_spanP[x hx] : [ffun i => (0 : 'rV[F]_K, u i)] \in scalings th.
    rewrite -ex memv_ker jacobianE; apply/eqP/ffunP=> k; rewrite ffunE.
    rewrite [RHS]ffunE -[RHS](u0 k); apply: eq_bigr => i _.
    by rewrite ffunE /= mxE scale0r add0r.
  have := hx j; rewrite ffunE => -[/esym/eqP e1 ->].
  move: e1; rewrite scaler_eq0 oppr_eq0 -scaler_nat scaler_eq0 (negbTE v0) (negbTE char2) !orbF.
  by move/eqP ->; rewrite scale0r.
Qed.

End Underparametrised.
