(** The outputs on given inputs (level 2) and their centred form (level 3).

    On inputs x_i the outputs are linear in (Q_1, ..., Q_K), so their Jacobian is that of Q followed
    by an evaluation.  With K outputs, n inputs of rank r (the dimension of { (w . x_i)_i }), at
    every weight and over every field
      - the rank is at most m(r+K-1): each unit has its scaling and the translations by vectors
        orthogonal to all inputs in the kernel ([data_rank_units]);
      - it is at most K times the dimension of the quadratic forms on the inputs
        ([data_rank_features]);
      - it is at most K n, centred K(n-1) ([data_rank_outputs], [centred_rank_outputs]; n is not 0
        in the field where means are taken).
    On all one-hot pairs (e_a, e_b), r = 2p-1, n = p^2; with K = p outputs the bounds are
    min(m(3p-2), p^3) and min(m(3p-2), p(p^2-1)) ([pairs_rank_le], [centred_pairs_rank_le]).

    Pages: Proofs/GenericRankBounds.md, Proofs/ExactRankCertificate.md.  Program:
    Sources/Identifiability/Maps/QuadraticDataMap.swift,
    Sources/Identifiability/Ranks/RankBounds.swift,
    Sources/Identifiability/Symmetries/KnownSymmetries.swift.  Tests:
    Tests/IdentifiabilityTests/GenericRankTests.swift and SymmetryTests.swift. *)

From mathcomp Require Import all_ssreflect all_algebra zify ring.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian UnderparametrisedQuadratic.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Data.

Variables (F : fieldType) (m K d : nat) (T : finType) (X : T -> 'rV[F]_d).
Implicit Types (th h : weights F m K d) (w x n : 'rV[F]_d) (A B : 'M[F]_d) (i : T).

Notation outputs := {ffun 'I_K * T -> F^o}.

Definition dot w x : F := (w *m x^T) 0 0.

Lemma dotE w x : dot w x = \sum_a w 0 a * x 0 a.
Proof. by rewrite /dot mxE; apply: eq_bigr => a _; rewrite mxE. Qed.

Lemma dotC w x : dot w x = dot x w.
Proof. by rewrite !dotE; apply: eq_bigr => a _; rewrite mulrC. Qed.

Lemma dot0 x : dot 0 x = 0.
Proof. by rewrite /dot mul0mx mxE. Qed.

Lemma dotDl c w (u : 'rV[F]_d) x : dot (c *: w + u) x = c * dot w x + dot u x.
Proof. by rewrite /dot mulmxDl -scalemxAl !mxE. Qed.

(** The outputs of the network on the inputs, *)
Definition predictions th : outputs :=
  [ffun ki => \sum_j (th j).1 0 ki.1 * dot (th j).2 (X ki.2) ^+ 2].

(** which are linear in the coordinates Q: the quadratic forms at the inputs. *)
Definition form_at (A : 'M[F]_d) x : F := (x *m A *m x^T) 0 0.

Lemma form_atD c A B x : form_at (c *: A + B) x = c * form_at A x + form_at B x.
Proof. by rewrite /form_at mulmxDr mulmxDl -scalemxAr -scalemxAl !mxE. Qed.

Lemma form_at_outer w (u : 'rV[F]_d) x : form_at (w^T *m u) x = dot w x * dot u x.
Proof.
by rewrite /form_at !mulmxA -mulmxA mxE big_ord1 -/(dot x w) -/(dot u x) (dotC x).
Qed.

Lemma form_at_sq w x : form_at (sq w) x = dot w x ^+ 2.
Proof. exact: form_at_outer. Qed.

Lemma form_at_sprod w (u : 'rV[F]_d) x : form_at (sprod w u) x = (dot w x * dot u x) *+ 2.
Proof.
rewrite /sprod -[w^T *m u]scale1r form_atD !form_at_outer mul1r mulr2n; congr (_ + _).
exact: mulrC.
Qed.

Definition evaluate (A : {ffun 'I_K -> 'M[F]_d}) : outputs :=
  [ffun ki => form_at (A ki.1) (X ki.2)].

Lemma evaluate_is_linear : linear evaluate.
Proof. by move=> c A B; apply/ffunP=> ki; rewrite !ffunE form_atD. Qed.

Definition evaluation := linfun (Linear evaluate_is_linear).

Lemma form_at_sum (I : finType) (A : I -> 'M[F]_d) x :
  form_at (\sum_j A j) x = \sum_j form_at (A j) x.
Proof. by rewrite /form_at mulmx_sumr mulmx_suml summxE. Qed.

Lemma form_atZ c A x : form_at (c *: A) x = c * form_at A x.
Proof. by rewrite /form_at -scalemxAr -scalemxAl mxE. Qed.

Theorem predictions_of_Q th : predictions th = evaluation (Q th).
Proof.
apply/ffunP=> ki; rewrite lfunE !ffunE form_at_sum; apply: eq_bigr => j _.
by rewrite form_atZ form_at_sq.
Qed.

(** The Jacobian of the outputs. *)
Definition data_jacobian th := (evaluation \o jacobian th)%VF.

Lemma data_jacobianE th h ki : data_jacobian th h ki =
  \sum_j ((h j).1 0 ki.1 * dot (th j).2 (X ki.2) ^+ 2
          + (th j).1 0 ki.1 * (dot (th j).2 (X ki.2) * dot (h j).2 (X ki.2)) *+ 2).
Proof.
rewrite comp_lfunE jacobianE lfunE !ffunE form_at_sum; apply: eq_bigr => j _.
by rewrite form_atD form_at_sq form_atZ form_at_sprod mulrnAr.
Qed.

(** Vectors w that no input sees, and the rank of the inputs. *)
Definition responses w : {ffun T -> F^o} := [ffun i => dot w (X i)].

Lemma responses_is_linear : linear responses.
Proof. by move=> c w u; apply/ffunP=> i; rewrite !ffunE dotDl. Qed.

Definition responsesL := linfun (Linear responses_is_linear).
Definition invisible : {vspace 'rV[F]_d} := lker responsesL.
Definition input_rank : nat := \dim (limg responsesL).

Lemma invisibleP w : reflect (forall i, dot w (X i) = 0) (w \in invisible).
Proof.
rewrite memv_ker lfunE /=; apply: (iffP eqP) => [/ffunP e i|e]; last first.
  by apply/ffunP=> i; rewrite !ffunE e.
by have := e i; rewrite !ffunE.
Qed.

Lemma dim_invisible : (\dim invisible + input_rank)%N = d.
Proof. by rewrite rank_nullity -[LHS]/(1 * d)%N mul1n. Qed.

(** Kernel elements: scalings, *)
Theorem data_scaling_kernel th j : data_jacobian th (only j (scaling (th j))) = 0.
Proof. by rewrite comp_lfunE scaling_kernel linear0. Qed.

(** and translations of w_j by an invisible vector, which do not change the outputs at all. *)
Theorem translation_orbit th (n : 'I_m -> 'rV[F]_d) : (forall j, n j \in invisible) ->
  predictions [ffun j => ((th j).1, (th j).2 + n j)] = predictions th.
Proof.
move=> nX; apply/ffunP=> ki; rewrite !ffunE; apply: eq_bigr => j _; rewrite ffunE /=.
by rewrite -[(th j).2]scale1r dotDl (invisibleP _ (nX j)) addr0 mul1r scale1r.
Qed.

Theorem translation_kernel th j n : n \in invisible ->
  data_jacobian th (only j (0, n)) = 0.
Proof.
move/invisibleP=> nX; apply/ffunP=> ki; rewrite data_jacobianE.
rewrite big1 => [|l _]; first by rewrite ffunE.
by rewrite onlyE; case: eqP => _; rewrite /= mxE mul0r add0r ?nX ?dot0 !mulr0 mul0rn.
Qed.

Let dim_unit : Vector.dim [vectType F of unit_of F K d] = (d + K)%N.
Proof. by rewrite -[LHS]/(1 * K + 1 * d)%N !mul1n addnC. Qed.

Let unit_map th j := (data_jacobian th \o onlyL [vectType F of unit_of F K d] j)%VF.

Fact unit_mapE th j u : unit_map th j u = data_jacobian th (only j u).
Proof. by rewrite comp_lfunE onlyLE. Qed.

Let pair_w w : unit_of F K d := (0, w).
Fact pair_w_is_linear : linear pair_w.
Proof. by move=> c w u; rewrite /pair_w; congr (_, _); rewrite /= ?scaler0 ?addr0. Qed.
Let pair_wL := linfun (Linear pair_w_is_linear).

(** A unit that answers no input with anything but 0. *)
Lemma silent_unit th j (u : unit_of F K d) : (th j).2 \in invisible ->
  data_jacobian th (only j u) = 0.
Proof.
move=> w0; apply/ffunP=> ki; rewrite data_jacobianE.
rewrite big1 => [|l _]; first by rewrite ffunE.
rewrite onlyE; case: eqP => [->|_] /=.
  by rewrite (invisibleP _ w0) expr0n /= mulr0 mul0r mulr0 mul0rn addr0.
by rewrite mxE mul0r add0r dot0 !mulr0 mul0rn.
Qed.

(** The kernel of a unit: translations and the scaling. *)
Lemma unit_kernel th j : (0 < input_rank + K)%N ->
  (\dim invisible + 1 <= \dim (lker (unit_map th j)))%N.
Proof.
move=> rK; have [w0|w0] := boolP ((th j).2 \in invisible).
  have -> : lker (unit_map th j) = fullv.
    by apply/vspaceP=> u; rewrite memvf memv_ker unit_mapE silent_unit ?eqxx.
  by rewrite dimvf dim_unit -{2}dim_invisible -addnA leq_add2l.
have dim_pair : \dim (pair_wL @: invisible) = \dim invisible.
  apply: limg_dim_eq; have -> : lker pair_wL = 0%VS; last exact: capv0.
  by apply/eqP/lker0P => w u; rewrite !lfunE => -[].
have s_out : scaling (th j) \notin (pair_wL @: invisible)%VS.
  apply: contra w0 => /memv_imgP[n ni]; rewrite lfunE => -[_ ->].
  exact: ni.
have cap0 : (pair_wL @: invisible :&: <[scaling (th j)]> = 0)%VS.
  apply/eqP; rewrite -subv0; apply/subvP=> u; rewrite memv_cap => /andP[ui /vlineP[c uc]].
  move: ui; rewrite uc memv0; have [->|c0] := eqVneq c 0; first by rewrite scale0r.
  by move/(memvZ c^-1); rewrite scalerA mulVf // scale1r (negbTE s_out).
have s0 : scaling (th j) != 0 by apply: contraNneq s_out => ->; apply: mem0v.
have := dimv_disjoint_sum cap0; rewrite dim_pair dim_vline s0 /= => <-.
apply: dimvS; rewrite subv_add; apply/andP; split.
  apply/subvP=> _ /memv_imgP[n ni ->]; rewrite memv_ker unit_mapE [pair_wL n]lfunE /=.
  by apply/eqP; apply: translation_kernel.
rewrite -memvE memv_ker unit_mapE; apply/eqP; exact: data_scaling_kernel.
Qed.

(** The bound by units. *)
Theorem data_rank_units th : (0 < input_rank + K)%N ->
  (\dim (limg (data_jacobian th)) <= m * (input_rank + K - 1))%N.
Proof.
move=> rK; apply: leq_trans (rank_by_unit_kernels (fun j => unit_kernel th j rK)) _.
rewrite card_ord dim_unit -[X in (X + K)%N]dim_invisible -addnA subnDl.
by [].
Qed.

Lemma dim_outputs : Vector.dim [vectType F of outputs] = (K * #|T|)%N.
Proof. by rewrite -[LHS]/(#|[finType of 'I_K * T]| * 1)%N muln1 card_prod card_ord. Qed.

(** The bound by outputs. *)
Theorem data_rank_outputs th : (\dim (limg (data_jacobian th)) <= K * #|T|)%N.
Proof. by rewrite -dim_outputs -dimvf dimvS ?subvf. Qed.

(** The bound by features: F_X is the dimension of the values of quadratic forms on the inputs. *)
Definition form_values A : {ffun T -> F^o} := [ffun i => form_at A (X i)].

Lemma form_values_is_linear : linear form_values.
Proof. by move=> c A B; apply/ffunP=> i; rewrite !ffunE form_atD. Qed.

Definition feature_space : {vspace {ffun T -> F^o}} :=
  (linfun (Linear form_values_is_linear) @: symv F d)%VS.

Let by_output (f : outputs) : {ffun 'I_K -> {ffun T -> F^o}} := [ffun k => [ffun i => f (k, i)]].
Fact by_output_is_linear : linear by_output.
Proof. by move=> c f g; apply/ffunP=> k; apply/ffunP=> i; rewrite !ffunE. Qed.

Theorem data_rank_features th :
  (\dim (limg (data_jacobian th)) <= K * \dim feature_space)%N.
Proof.
pose C := linfun (Linear by_output_is_linear).
have C0 : lker C = 0%VS.
  apply/eqP/lker0P => f g; rewrite !lfunE => /ffunP e; apply/ffunP=> -[k i].
  by have /ffunP/(_ i) := e k; rewrite !ffunE.
rewrite -(@limg_dim_eq _ _ _ C) ?C0 ?capv0 // -[X in (_ <= X * _)%N]card_ord -dim_units_in.
apply/dimvS/subvP => _ /memv_imgP[_ /memv_imgP[h _ ->] ->]; apply/units_inP => k.
have -> : C (data_jacobian th h) k = linfun (Linear form_values_is_linear) (jacobian th h k).
  rewrite [C _]lfunE [RHS]lfunE; apply/ffunP=> i; rewrite comp_lfunE [evaluation _]lfunE /=.
  by rewrite /by_output /evaluate /form_values !ffunE.
apply: memv_img; have := jacobian_sym th => /subvP/(_ (jacobian th h)).
by rewrite memv_img ?memvf // => /(_ isT)/symvKP.
Qed.

(** Level 3: the mean of every output is removed. *)
Definition output (f : outputs) k i : F := f (k, i).
Definition mean (f : outputs) k : F := (#|T|%:R)^-1 * \sum_i output f k i.
Definition centre (f : outputs) : outputs := [ffun ki => output f ki.1 ki.2 - mean f ki.1].

Lemma mean_linear c f g k : mean (c *: f + g) k = c * mean f k + mean g k.
Proof.
have e : \sum_i output (c *: f + g) k i = c * (\sum_i output f k i) + \sum_i output g k i.
  by rewrite mulr_sumr -big_split; apply: eq_bigr => i _; rewrite /output !ffunE.
by rewrite /mean e mulrDr mulrCA.
Qed.

Lemma centre_is_linear : linear centre.
Proof.
move=> c f g; apply/ffunP=> ki; rewrite [LHS]ffunE mean_linear ![in RHS]ffunE.
rewrite /output !ffunE -[c *: f _]/(c * f _) -[c *: (_ - _)]/(c * (_ - _)).
rewrite mulrBr opprD; exact: addrACA.
Qed.

Definition centring := linfun (Linear centre_is_linear).
Definition centred_jacobian th := (centring \o data_jacobian th)%VF.

Theorem centred_rank_le th :
  (\dim (limg (centred_jacobian th)) <= \dim (limg (data_jacobian th)))%N.
Proof. exact: dim_limg_comp. Qed.

Let spread (c : {ffun 'I_K -> F^o}) : outputs := [ffun ki => c ki.1].
Fact spread_is_linear : linear spread.
Proof. by move=> a c c'; apply/ffunP=> ki; rewrite !ffunE. Qed.

Hypothesis n0 : (#|T|%:R : F) != 0.

Lemma card_inputs : (0 < #|T|)%N.
Proof. by rewrite lt0n; apply: contraNneq n0 => ->. Qed.

Fact mean_const (c : F) : (#|T|%:R : F)^-1 * (\sum_(i in T) c) = c.
Proof. by rewrite sumr_const -(mulr_natl c) mulrA mulVf // mul1r. Qed.

(** A centred output has mean zero. *)
Lemma centre_mean f k : mean (centre f) k = 0.
Proof.
rewrite /mean (eq_bigr (fun i => output f k i - mean f k)) => [|i _]; last by rewrite /output ffunE.
by rewrite sumrB mulrBr mean_const subrr.
Qed.

Lemma dim_centred : (\dim (limg centring) <= K * (#|T| - 1))%N.
Proof.
pose S := linfun (Linear spread_is_linear).
have SE c : S c = spread c by rewrite lfunE.
have [i0 _] : exists i0 : T, true.
  by have /card_gt0P[i0 _] : (0 < #|predT : pred T|)%N by [apply: card_inputs]; exists i0.
have S0 : lker S = 0%VS.
  apply/eqP/lker0P => c c'; rewrite !SE => /ffunP e; apply/ffunP=> k.
  by have := e (k, i0); rewrite !ffunE.
have dS : \dim (limg S) = K.
  have := rank_nullity S; rewrite S0 dimv0 add0n => ->.
  by rewrite -[LHS]/(#|'I_K| * 1)%N card_ord muln1.
have : (limg S <= lker centring)%VS.
  apply/subvP=> _ /memv_imgP[c _ ->]; rewrite memv_ker SE lfunE /=.
  apply/eqP/ffunP=> ki; rewrite ffunE.
  have -> : mean (spread c) ki.1 = c ki.1.
    rewrite /mean (eq_bigr (fun _ => (c ki.1 : F))) => [|i _]; last by rewrite /output ffunE.
    exact: mean_const.
  by rewrite /output ffunE subrr ffunE.
move/dimvS; rewrite dS => kK; rewrite mulnBr muln1 -dim_outputs -(rank_nullity centring).
by rewrite -[X in (X <= _)%N](addKn (\dim (lker centring))) leq_sub2l.
Qed.

Theorem centred_rank_outputs th : (\dim (limg (centred_jacobian th)) <= K * (#|T| - 1))%N.
Proof.
apply: leq_trans dim_centred; apply/dimvS/subvP => _ /memv_imgP[h _ ->].
by rewrite comp_lfunE memv_img ?memvf.
Qed.

End Data.

(** All one-hot pairs. *)
Section Pairs.

Variables (F : fieldType) (p : nat).

Definition pair_input (ab : 'I_p * 'I_p) : 'rV[F]_(p + p) :=
  row_mx (delta_mx 0 ab.1) (delta_mx 0 ab.2).

Lemma dot_delta n (w : 'rV[F]_n) a : dot w (delta_mx 0 a) = w 0 a.
Proof.
rewrite dotE (bigD1 a) //= mxE !eqxx mulr1 big1 ?addr0 // => b ba.
by rewrite mxE (negbTE ba) andbF mulr0.
Qed.

(** A unit answers the pair (a, b) with u(a) + s(b). *)
Lemma dot_pair (u s : 'rV[F]_p) ab : dot (row_mx u s) (pair_input ab) = u 0 ab.1 + s 0 ab.2.
Proof.
rewrite /pair_input /dot tr_row_mx mul_row_col mxE.
by rewrite -/(dot _ _) -/(dot s _) !dot_delta.
Qed.

(** The gauge vector: shift u by 1 and s by -1. *)
Definition gauge : 'rV[F]_(p + p) := row_mx (const_mx 1) (const_mx (-1)).

Lemma gauge_invisible : gauge \in invisible pair_input.
Proof. by apply/invisibleP => ab; rewrite dot_pair !mxE subrr. Qed.

Lemma invisible_gauge : (0 < p)%N -> invisible pair_input = <[gauge]>%VS.
Proof.
move=> p0; apply/eqP; rewrite eqEsubv -memvE gauge_invisible andbT.
apply/subvP=> w /invisibleP w0; pose o := Ordinal p0.
rewrite -[w]hsubmxK in w0 *; apply/vlineP; exists (lsubmx w 0 o).
have uo a : lsubmx w 0 a = lsubmx w 0 o.
  by apply: (addIr (rsubmx w 0 o)); rewrite -(dot_pair _ _ (a, o)) -(dot_pair _ _ (o, o)) !w0.
have so b : rsubmx w 0 b = - lsubmx w 0 o.
  by apply/eqP; rewrite -addr_eq0 addrC -(dot_pair _ _ (o, b)) w0.
rewrite /gauge scale_row_mx; congr row_mx; apply/rowP=> a; rewrite [RHS]mxE [const_mx _ _ _]mxE.
  by rewrite mulr1.
by rewrite mulrN1.
Qed.

(** rank X = 2p - 1. *)
Theorem pairs_rank_inputs : (0 < p)%N -> input_rank pair_input = (2 * p - 1)%N.
Proof.
move=> p0; have := dim_invisible pair_input; rewrite invisible_gauge // dim_vline.
have -> : gauge != 0.
  apply/eqP => /(congr1 (fun w => dot w (row_mx (delta_mx 0 (Ordinal p0)) 0))).
  rewrite /dot tr_row_mx mul_row_col trmx0 mulmx0 addr0 -/(dot _ _) dot_delta mxE mul0mx mxE.
  by move/eqP; rewrite oner_eq0.
by move=> e; rewrite mul2n -addnn -[in RHS]e addKn.
Qed.

Variables (m : nat) (th : weights F m p (p + p)).

Theorem gauge_kernel j : data_jacobian pair_input th (only j (0, gauge)) = 0.
Proof. exact/translation_kernel/gauge_invisible. Qed.

Hypothesis p0 : (0 < p)%N.

Lemma pairs_units : (\dim (limg (data_jacobian pair_input th)) <= m * (3 * p - 2))%N.
Proof.
have := data_rank_units (X := pair_input) th; rewrite pairs_rank_inputs //.
have -> : (2 * p - 1 + p - 1 = 3 * p - 2)%N by case: p p0 => // q _; lia.
by apply; rewrite addn_gt0 p0 orbT.
Qed.

(** Level 2. *)
Theorem pairs_rank_le :
  (\dim (limg (data_jacobian pair_input th)) <= minn (m * (3 * p - 2)) (p ^ 3))%N.
Proof.
rewrite leq_min pairs_units /=; have := data_rank_outputs pair_input th.
by rewrite card_prod card_ord !expnS expn0 muln1.
Qed.

(** Level 3, where p is not 0 in the field. *)
Theorem centred_pairs_rank_le : (p%:R : F) != 0 ->
  (\dim (limg (centred_jacobian pair_input th)) <= minn (m * (3 * p - 2)) (p * (p ^ 2 - 1)))%N.
Proof.
move=> pF; rewrite leq_min; apply/andP; split.
  exact: leq_trans (centred_rank_le _ _) pairs_units.
have := @centred_rank_outputs F m p (p + p) _ pair_input; rewrite card_prod card_ord natrM.
by move/(_ (mulf_neq0 pF pF) th); rewrite -mulnn.
Qed.

End Pairs.
