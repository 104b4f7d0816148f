(** Maps that depend linearly on the movements of m units, and the independence of vectors that
    move one unit each.

    A movement of the weights is a finite function [h : {ffun I -> U}], one vector of U for each
    unit.  Shared by the quadratic theorems; no page of its own.  The bound of the rank by the sum
    over units is bound 3 of Proofs/GenericRankBounds.md, which
    Sources/Identifiability/Ranks/RankBounds.swift computes and
    Tests/IdentifiabilityTests/GenericRankTests.swift checks. *)

From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

(** Rank and kernel add up to the number of weights. *)
Lemma rank_nullity (F : fieldType) (U V : vectType F) (f : 'Hom(U, V)) :
  (\dim (lker f) + \dim (limg f))%N = Vector.dim U.
Proof. by rewrite -dimvf -(limg_ker_dim f fullv) capfv. Qed.

Lemma dim_limg_le (F : fieldType) (U V : vectType F) (f : 'Hom(U, V)) :
  (\dim (limg f) <= Vector.dim U)%N.
Proof. by rewrite -(rank_nullity f) leq_addl. Qed.

Lemma dim_limg_comp (F : fieldType) (U V W : vectType F) (f : 'Hom(U, V)) (g : 'Hom(V, W)) :
  (\dim (limg (g \o f)%VF) <= \dim (limg f))%N.
Proof. by rewrite limg_comp -(limg_ker_dim g (limg f)) leq_addl. Qed.

Section Units.

Variables (F : fieldType) (I : finType) (U : vectType F).

(** The movement of unit j alone. *)
Definition only (j : I) (u : U) : {ffun I -> U} := [ffun i => if i == j then u else 0].

Lemma onlyE j u i : only j u i = if i == j then u else 0.
Proof. by rewrite ffunE. Qed.

Lemma only_is_linear j : linear (only j).
Proof.
move=> c u v; apply/ffunP=> i; rewrite !ffunE.
by case: (i == j) => //; rewrite scaler0 addr0.
Qed.

(** Movements of all units. *)
Local Notation moves := [vectType F of {ffun I -> U}].

Definition onlyL j : 'Hom(U, moves) := linfun (Linear (only_is_linear j)).

Lemma onlyLE j u : onlyL j u = only j u.
Proof. by rewrite lfunE. Qed.

Lemma sum_only (h : {ffun I -> U}) : h = \sum_j only j (h j).
Proof.
apply/ffunP=> i; rewrite sum_ffunE (bigD1 i) //= onlyE eqxx big1 ?addr0 // => j ji.
by rewrite onlyE eq_sym (negbTE ji).
Qed.

Section Map.

Variables (V : vectType F) (f : 'Hom(moves, V)).

(** The rank is at most the sum of the ranks of the units. *)
Lemma rank_by_units : (\dim (limg f) <= \sum_j \dim (limg (f \o onlyL j)%VF))%N.
Proof.
have le : (limg f <= \sum_j limg (f \o onlyL j))%VS.
  apply/subvP=> _ /memv_imgP[h _ ->]; rewrite [h]sum_only linear_sum.
  apply: memv_sumr => j _; rewrite -onlyLE.
  by apply/memv_imgP; exists (h j); rewrite ?memvf // comp_lfunE.
exact: leq_trans (dimvS le) (dimv_leq_sum _ _ _).
Qed.

(** If every unit has a kernel of dimension c, the rank is at most m (dim U - c). *)
Lemma rank_by_unit_kernels c :
  (forall j, c <= \dim (lker (f \o onlyL j)%VF))%N ->
  (\dim (limg f) <= #|I| * (Vector.dim U - c))%N.
Proof.
move=> kc; apply: leq_trans rank_by_units _.
rewrite -sum_nat_const; apply: leq_sum => j _.
by rewrite -(rank_nullity (f \o onlyL j)%VF) -[X in (X <= _)%N](addKn c) leq_sub2r // leq_add2r.
Qed.

End Map.

(** The span of one vector in each unit. *)
Definition unit_span (s : I -> U) : {vspace moves} :=
  <<[seq only j (s j) | j <- enum I]>>%VS.

Lemma unit_spanP s (h : {ffun I -> U}) :
  reflect (exists c : I -> F, forall j, h j = c j *: s j) (h \in unit_span s).
Proof.
apply: (iffP idP) => [|[c hc]]; last first.
  rewrite [h]sum_only memv_suml // => j _; rewrite hc.
  have -> : only j (c j *: s j) = c j *: only j (s j).
    by rewrite -!onlyLE linearZ.
  by apply/memvZ/memv_span/map_f; rewrite mem_enum.
rewrite /unit_span span_def big_map big_enum /= => /memv_sumP[u ul hu].
have [c' hc'] : exists c' : I -> F, forall j, u j = c' j *: only j (s j).
  have uc' j : exists x : F, u j == x *: only j (s j).
    by have /vlineP[x ->] := ul j isT; exists x.
  by exists (fun j => xchoose (uc' j)) => j; apply/eqP/(xchooseP (uc' j)).
exists c' => j; rewrite hu sum_ffunE (bigD1 j) //= hc' !ffunE eqxx big1 ?addr0 // => i ij.
by rewrite hc' !ffunE eq_sym (negbTE ij) scaler0.
Qed.

Lemma dim_unit_span_le s : (\dim (unit_span s) <= #|I|)%N.
Proof. by apply: leq_trans (dim_span _) _; rewrite size_map -cardE. Qed.

(** Vectors in different units are independent if none of them is zero. *)
Lemma dim_unit_span s : (forall j, s j != 0) -> \dim (unit_span s) = #|I|.
Proof.
move=> s0.
pose g (c : {ffun I -> F^o}) : {ffun I -> U} := [ffun j => (c j : F) *: s j].
have gl : linear g.
  by move=> a c c'; apply/ffunP=> j; rewrite !ffunE scalerDl scalerA.
pose G := linfun (Linear gl).
have GE c : G c = g c by rewrite lfunE.
have Gk : lker G = 0%VS.
  apply/eqP/lker0P => c c'; rewrite !GE => /ffunP e; apply/ffunP=> j.
  have:= e j; rewrite !ffunE => /eqP; rewrite -subr_eq0 -scalerBl scaler_eq0 (negbTE (s0 j)) orbF.
  by rewrite subr_eq0 => /eqP.
have -> : unit_span s = limg G.
  apply/vspaceP=> h; apply/unit_spanP/memv_imgP => [[c hc]|[c _ ->]].
    by exists [ffun j => c j]; rewrite ?memvf // GE; apply/ffunP=> j; rewrite !ffunE hc.
  by exists c => j; rewrite GE ffunE.
have := rank_nullity G; rewrite Gk dimv0 add0n => ->.
by rewrite /Vector.dim /= muln1.
Qed.

(** Movements whose value at unit j lies in S j, for every j. *)
Definition units_of (S : I -> {vspace U}) : {vspace moves} := (\sum_j (onlyL j @: S j))%VS.

Lemma units_ofP (S : I -> {vspace U}) (h : {ffun I -> U}) :
  reflect (forall j, h j \in S j) (h \in units_of S).
Proof.
apply: (iffP (memv_sumP)) => [[B Bs ->] k|hS]; last first.
  by exists (fun j => only j (h j)) => [j _|]; [rewrite -onlyLE memv_img|exact: sum_only].
rewrite sum_ffunE memv_suml // => l _; have /memv_imgP[C Cs ->] := Bs l isT.
by rewrite onlyLE onlyE; case: eqP => [->|] // _; apply: mem0v.
Qed.

Lemma dim_units_of (S : I -> {vspace U}) : \dim (units_of S) = (\sum_j \dim (S j))%N.
Proof.
have dir : directv (\sum_j (onlyL j @: S j))%VS.
  apply/directv_sum_independent => B Bs B0 k _.
  have Bi i j : B i j = if j == i then B i i else 0.
    by have /memv_imgP[C _ ->] := Bs i isT; rewrite onlyLE !onlyE eqxx.
  apply/ffunP=> j; rewrite Bi ffunE; case: eqP => // _.
  move/ffunP: B0 => /(_ k); rewrite sum_ffunE (bigD1 k) //= big1 ?addr0 ?ffunE // => i ik.
  by rewrite Bi eq_sym (negbTE ik).
rewrite (directvP dir) /=; apply: eq_bigr => j _; rewrite limg_dim_eq //.
suff -> : lker (onlyL j) = 0%VS by rewrite capv0.
apply/eqP/lker0P => u v; rewrite !onlyLE => /ffunP/(_ j).
by rewrite !onlyE eqxx.
Qed.

(** Movements whose values all lie in S: as many copies of S as there are units. *)
Definition units_in (S : {vspace U}) : {vspace moves} := units_of (fun _ => S).

Lemma units_inP (S : {vspace U}) (h : {ffun I -> U}) :
  reflect (forall j, h j \in S) (h \in units_in S).
Proof. exact: units_ofP. Qed.

Lemma dim_units_in (S : {vspace U}) : \dim (units_in S) = (#|I| * \dim S)%N.
Proof. by rewrite dim_units_of sum_nat_const. Qed.

End Units.
