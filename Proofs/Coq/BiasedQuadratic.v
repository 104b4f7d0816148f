(** The quadratic network with biases, f(x) = sum_j a_j (w_j . x + b_j)^2 + c, and its Jacobian.

    With W_j = (w_j, b_j) and e the last unit vector the coordinates (Q, beta, gamma) are those of
    the symmetric matrix sum_j a_j W_j^T W_j + c e^T e of size d+1 ([biasedE]).  The differential is
    that of the quadratic map with one output, plus c ([biased_expansion]).  Also: the matrices
    W^T Y + Y^T W, W of m independent rows in n dimensions, have dimension m n - m(m-1)/2.

    Shared by Proofs/OverparametrisedBiasedQuadratic.md and
    Proofs/UnderparametrisedBiasedQuadratic.md.  Program:
    Sources/Identifiability/Maps/BiasedQuadraticCoordinateMap.swift.  Test:
    Tests/IdentifiabilityTests/MapTests.swift. *)

From mathcomp Require Import all_ssreflect all_algebra zify ring.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Tangent.

Variables (F : fieldType) (m n : nat) (W : 'M[F]_(m, n)).
Hypothesis char2 : (2%:R : F) != 0.

(** Antisymmetric matrices have dimension m(m-1)/2. *)
Let anti (R : 'M[F]_m) : 'M[F]_m := R^T + R.
Fact anti_is_linear : linear anti.
Proof. by move=> c A B; rewrite /anti linearP /= scalerDr addrACA. Qed.
Definition antiv : {vspace 'M[F]_m} := lker (linfun (Linear anti_is_linear)).

Lemma antivP R : reflect (R^T = - R) (R \in antiv).
Proof. by rewrite memv_ker lfunE /= /anti addr_eq0; apply: eqP. Qed.

Lemma dim_antiv : \dim antiv = 'C(m, 2).
Proof.
have -> : antiv = limg (linfun (Linear (@asym_is_linear F m))).
  apply/vspaceP=> R; apply/antivP/memv_imgP => [Ra|[A _ ->]]; last first.
    by rewrite lfunE /= /asym linearB /= trmxK opprB.
  exists (- 2%:R^-1 *: R); rewrite ?memvf // lfunE /= /asym linearZ /= Ra scalerN -opprD.
  rewrite scaleNr opprD opprK -scalerDl -mulr2n -[_ *+ 2]mulr_natl mulfV ?scale1r //.
have := rank_nullity (linfun (Linear (@asym_is_linear F m))).
rewrite -/(symv F m) dim_symv -[Vector.dim _]/(m * m)%N.
have -> : (m * m = 'C(m.+1, 2) + 'C(m, 2))%N.
  have := mul_bin_diag m 1; rewrite binS !bin1; case: (m) => //= k.
  by move: 'C(_, 2) => z; nia.
by move/addnI.
Qed.

Definition tangent (Y : 'M[F]_(m, n)) : 'M[F]_n := W^T *m Y + Y^T *m W.

Fact tangent_is_linear : linear tangent.
Proof.
move=> c Y Z; rewrite /tangent [(c *: Y + Z)^T]linearP /= mulmxDr mulmxDl -scalemxAr -scalemxAl.
by rewrite scalerDr addrACA.
Qed.

Definition tangentL := linfun (Linear tangent_is_linear).

Hypothesis Wf : row_free W.

Theorem dim_tangent : (\dim (limg tangentL) + 'C(m, 2) = m * n)%N.
Proof.
have := rank_nullity tangentL; rewrite -[Vector.dim _]/(m * n)%N => <-.
rewrite addnC; congr (_ + _)%N.
pose rot (R : 'M[F]_m) : 'M[F]_(m, n) := R *m W.
have rl : linear rot by move=> c A B; rewrite /rot mulmxDl -scalemxAl.
pose L := linfun (Linear rl).
have LE R : L R = R *m W by rewrite lfunE.
have L0 : lker L = 0%VS.
  by apply/eqP/lker0P => A B; rewrite !LE; apply: row_free_inj.
rewrite -dim_antiv -(@limg_dim_eq _ _ _ L antiv) ?L0 ?capv0 //; congr (\dim _).
apply/vspaceP=> Y; apply/memv_imgP/idP => [[R /antivP Ra ->]|].
  rewrite memv_ker lfunE /= /tangent LE trmx_mul Ra mulmxN mulNmx mulmxA.
  by rewrite subrr.
rewrite memv_ker lfunE /= /tangent addr_eq0 => /eqP Y0.
have V1 : W *m pinvmx W = 1%:M by apply: mulmxVp.
pose R := Y *m pinvmx W.
have Ya : Y = - R^T *m W.
  have := congr1 (mulmx (pinvmx W)^T) Y0.
  rewrite mulmxA -trmx_mul V1 trmx1 mul1mx => {1}->.
  by rewrite mulmxN mulmxA -trmx_mul mulNmx.
have Ra : R = - R^T by rewrite {1}/R {1}Ya -mulmxA V1 mulmx1.
exists R; last by rewrite LE {1}Ya -Ra.
by apply/antivP; rewrite [in RHS]Ra opprK.
Qed.

(** sq e is not among them unless e is a combination of the rows of W. *)
Lemma sq_tangent e : sq e \in limg tangentL -> (e <= W)%MS.
Proof.
case/memv_imgP=> Y _; rewrite lfunE /= /tangent => sY.
rewrite submxE; apply/eqP/matrixP=> i k; rewrite ord1 [RHS]mxE.
pose x := col k (cokermx W).
have Wx : W *m x = 0 by rewrite /x colE mulmxA mulmx_coker mul0mx.
have ex : (e *m x) 0 0 = 0.
  have := congr1 (fun S => x^T *m S *m x) sY.
  rewrite mulmxDr mulmxDl !mulmxA -(trmx_mul W x) Wx trmx0 !mul0mx add0r.
  rewrite -[_ *m W *m x]mulmxA Wx mulmx0 -(trmx_mul e x) -mulmxA => /matrixP/(_ 0 0).
  rewrite mxE big_ord1 [(_^T) _ _]mxE -expr2 [(0 : 'M_1) _ _]mxE => /eqP.
  by rewrite expf_eq0 /= => /eqP.
have col_entry (B : 'M[F]_n) : (e *m col k B) 0 0 = (e *m B) 0 k.
  by rewrite colE mulmxA -colE [LHS]mxE.
by rewrite -col_entry.
Qed.

End Tangent.

Section Biased.

Variables (F : fieldType) (m d : nat).
Implicit Types (th h : weights F m 1 (d + 1)) (c dc t : F).

(** The last unit vector. *)
Definition bias : 'rV[F]_(d + 1) := row_mx 0 1%:M.

(** (Q, beta, gamma) of a matrix of size d+1: the off-diagonal part is doubled. *)
Notation coordinates := ('M[F]_d * ('rV[F]_d * F^o))%type.

Definition coords (A : 'M[F]_(d + 1)) : coordinates :=
  (ulsubmx A, (dlsubmx A *+ 2, drsubmx A 0 0)).

Lemma coords_is_linear : linear coords.
Proof.
move=> c A B; rewrite /coords; congr (_, (_, _)); first by apply/matrixP=> i j; rewrite !mxE.
  by apply/matrixP=> i j; rewrite !(mxE, mulr2n) mulrDr addrACA.
by rewrite !mxE.
Qed.

Definition coordsL : 'Hom([vectType F of 'M[F]_(d + 1)], [vectType F of coordinates]) :=
  linfun (Linear coords_is_linear).

(** The symmetric matrix, and the coordinates of the network. *)
Definition biased_matrix th c : 'M[F]_(d + 1) := Q th 0 + c *: sq bias.
Definition biased th c : coordinates := coordsL (biased_matrix th c).

(** The weights a_j, w_j, b_j. *)
Definition biased_weights (a : 'I_m -> F) (w : 'I_m -> 'rV[F]_d) (b : 'I_m -> F) :
  weights F m 1 (d + 1) := [ffun j => ((a j)%:M, row_mx (w j) (b j)%:M)].

Lemma sq_row_mx (w : 'rV[F]_d) (b : F) :
  sq (row_mx w b%:M) = block_mx (sq w) (b *: w^T) (b *: w) (b ^+ 2)%:M.
Proof.
rewrite /sq tr_row_mx mul_col_row tr_scalar_mx mul_mx_scalar mul_scalar_mx -scalar_mxM.
by [].
Qed.

Theorem biasedE a w b c : biased (biased_weights a w b) c =
  (\sum_j a j *: sq (w j), ((\sum_j (a j * b j) *: w j) *+ 2, \sum_j a j * b j ^+ 2 + c)).
Proof.
rewrite /biased lfunE /= /coords /biased_matrix.
have -> : Q (biased_weights a w b) 0 + c *: sq bias =
    block_mx (\sum_j a j *: sq (w j)) (\sum_j (a j * b j) *: (w j)^T)
             (\sum_j (a j * b j) *: w j) (\sum_j a j * b j ^+ 2 + c)%:M.
  have -> : sq bias = block_mx 0 0 0 1%:M.
    by rewrite /bias sq_row_mx expr1n !scale1r trmx0 /sq trmx0 mul0mx.
  rewrite ffunE.
  rewrite (eq_bigr (fun j => block_mx (a j *: sq (w j)) ((a j * b j) *: (w j)^T)
     ((a j * b j) *: w j) (a j * b j ^+ 2)%:M)) => [|j _]; last first.
    rewrite ffunE /= mxE eqxx mulr1n sq_row_mx scale_block_mx !scalerA scale_scalar_mx.
    by [].
  have sum_block (I : finType) (A : I -> 'M[F]_d) B C (D : I -> 'M[F]_1) :
      \sum_j block_mx (A j) (B j) (C j) (D j) =
      block_mx (\sum_j A j) (\sum_j B j) (\sum_j C j) (\sum_j D j).
    elim: (index_enum I) => [|j r IH]; first by rewrite !big_nil block_mx0.
    by rewrite !big_cons IH add_block_mx.
  rewrite sum_block scale_block_mx add_block_mx !scaler0 !addr0; congr block_mx.
  by rewrite raddfD /= raddf_sum scale_scalar_mx mulr1.
rewrite block_mxKul block_mxKdl block_mxKdr mxE eqxx mulr1n.
by [].
Qed.

(** The differential. *)
Notation params := (weights F m 1 (d + 1) * F^o)%type.

Definition dA th (h : params) : 'M[F]_(d + 1) := dQ th h.1 0 + (h.2 : F) *: sq bias.

Fact dA_is_linear th : linear (dA th).
Proof.
move=> c g h; rewrite /dA /= dQ_is_linear !ffunE scalerDr scalerA addrACA -scalerDl.
by [].
Qed.

Definition matrix_jacobian th : 'Hom([vectType F of params], [vectType F of 'M[F]_(d + 1)]) :=
  linfun (Linear (dA_is_linear th)).

Definition biased_jacobian th := (coordsL \o matrix_jacobian th)%VF.

Lemma matrix_jacobianE th (h : params) : matrix_jacobian th h = dA th h.
Proof. by rewrite lfunE. Qed.

Fact biased_entry (x dx x2 x3 s c dc t : F) :
  x + t * dx + t ^+ 2 * x2 + t ^+ 3 * x3 + (c + t * dc) * s =
  x + c * s + t * (dx + dc * s) + t ^+ 2 * x2 + t ^+ 3 * x3.
Proof. ring. Qed.

Lemma biased_matrix_expansion th c h (dc : F^o) t :
  biased_matrix (th + t *: h) (c + t * dc) =
  biased_matrix th c + t *: dA th (h, dc) + t ^+ 2 *: Q2 th h 0 + t ^+ 3 *: Q h 0.
Proof.
rewrite /biased_matrix /dA /=; move: (sq bias) => S; apply/matrixP=> a b.
rewrite Q_expansion; move: (Q th) (dQ th h) (Q2 th h) (Q h) => A B C D.
by rewrite !(mxE, ffunE); exact: biased_entry.
Qed.

Theorem biased_expansion th c h (dc : F^o) t :
  biased (th + t *: h) (c + t * dc) =
  biased th c + t *: biased_jacobian th (h, dc)
  + t ^+ 2 *: coordsL (Q2 th h 0) + t ^+ 3 *: coordsL (Q h 0).
Proof.
rewrite /biased biased_matrix_expansion comp_lfunE matrix_jacobianE.
have lin (f : 'Hom([vectType F of 'M[F]_(d + 1)], [vectType F of coordinates])) A B C D :
    f (A + t *: B + t ^+ 2 *: C + t ^+ 3 *: D) =
    f A + t *: f B + t ^+ 2 *: f C + t ^+ 3 *: f D.
  by rewrite !linearD !linearZ.
exact: lin.
Qed.

Lemma dA_sym th (h : params) : dA th h \in symv F (d + 1).
Proof.
rewrite memvD // ?memvZ ?sq_symv // ffunE memv_suml // => j _.
by rewrite memvD // memvZ ?sq_symv ?sprod_symv.
Qed.

(** The tangent of given units lies in the image if their a_j are not zero. *)
Lemma tangent_sum k (W Y : 'M[F]_(k, d + 1)) : tangent W Y = \sum_i sprod (row i W) (row i Y).
Proof.
apply/matrixP=> a b; rewrite summxE !mxE -big_split /=; apply: eq_bigr => i _.
by rewrite sprodE !mxE.
Qed.

Lemma tangent_sub th k (f : 'I_k -> 'I_m) : (forall i, (th (f i)).1 0 0 != 0) ->
  (limg (tangentL (\matrix_i (th (f i)).2)) <= limg (matrix_jacobian th))%VS.
Proof.
move=> a0; apply/subvP=> _ /memv_imgP[Y _ ->]; rewrite lfunE /= tangent_sum.
apply: memv_suml => i _; rewrite rowK; apply/memv_imgP.
pose u : unit_of F 1 (d + 1) := (0, ((th (f i)).1 0 0)^-1 *: row i Y).
exists (only (f i) u, 0); rewrite ?memvf // matrix_jacobianE /dA scale0r addr0.
rewrite ffunE (bigD1 (f i)) //= onlyE eqxx [in RHS]big1 => [|j ji].
  by rewrite /= mxE scale0r add0r addr0 sprodZr scalerA mulfV // scale1r.
by rewrite onlyE (negbTE ji) /= mxE scale0r sprod0 scaler0 addr0.
Qed.

Lemma sq_bias_sub th : sq bias \in limg (matrix_jacobian th).
Proof.
apply/memv_imgP; exists (0, 1); rewrite ?memvf // matrix_jacobianE /dA scale1r.
rewrite ffunE big1 ?add0r // => j _.
by rewrite ffunE /= mxE scale0r sprod0 scaler0 addr0.
Qed.

(** The bias vector is no combination of W_j whose w_j are independent. *)
Lemma bias_outside k (w : 'M[F]_(k, d)) (b : 'M[F]_(k, 1)) : row_free w ->
  ~~ (bias <= row_mx w b)%MS.
Proof.
move=> wf; apply/negP=> /submxP[x]; rewrite /bias mul_mx_row => /eq_row_mx[x0 x1].
have /(row_free_inj wf) x00 : x *m w = 0 *m w by rewrite mul0mx -x0.
move/matrixP: x1 => /(_ 0 0); rewrite x00 mul0mx !mxE eqxx => /eqP.
by rewrite oner_eq0.
Qed.

Hypothesis char2 : (2%:R : F) != 0.

(** On symmetric matrices the coordinates determine the matrix, *)
Lemma coords_inj : (symv F (d + 1) :&: lker coordsL = 0)%VS.
Proof.
apply/eqP; rewrite -subv0; apply/subvP=> A; rewrite memv_cap memv0 => /andP[/symvP At].
rewrite memv_ker lfunE /= => /eqP[ul dl dr]; rewrite -[A]submxK ul.
have dl0 : dlsubmx A = 0.
  apply/eqP; move/eqP: dl; rewrite -scaler_nat scaler_eq0 (negbTE char2).
  by [].
have ur0 : ursubmx A = 0 by rewrite -At -trmx_dlsub dl0 trmx0.
rewrite dl0 ur0; suff -> : drsubmx A = 0 by rewrite block_mx0.
by apply/matrixP=> i j; rewrite !ord1 [RHS]mxE.
Qed.

Lemma rank_biased th : \dim (limg (biased_jacobian th)) = \dim (limg (matrix_jacobian th)).
Proof.
rewrite /biased_jacobian limg_comp limg_dim_eq //; apply/eqP; rewrite -subv0 -coords_inj.
apply: capvS => //; apply/subvP=> _ /memv_imgP[h _ ->].
by rewrite matrix_jacobianE dA_sym.
Qed.

(** and every (Q, beta, gamma) with symmetric Q is that of a symmetric matrix. *)
Lemma coords_onto S beta gamma : S \in symv F d ->
  exists2 A, A \in symv F (d + 1) & coordsL A = (S, (beta, gamma)).
Proof.
move/symvP=> St; exists (block_mx S (2%:R^-1 *: beta)^T (2%:R^-1 *: beta) gamma%:M).
  by apply/symvP; rewrite tr_block_mx St trmxK tr_scalar_mx.
rewrite lfunE /= /coords block_mxKul block_mxKdl block_mxKdr mxE eqxx mulr1n.
by rewrite -scaler_nat scalerA mulfV // scale1r.
Qed.

End Biased.

(** k units with a_j != 0 and independent w_j. *)
Section IndependentUnits.

Variables (F : fieldType) (m d k : nat).
Variables (a b : 'I_m -> F) (w : 'I_m -> 'rV[F]_d) (f : 'I_k -> 'I_m).

Let th := biased_weights a w b.

Hypothesis char2 : (2%:R : F) != 0.
Hypothesis a0 : forall i, a (f i) != 0.
Hypothesis w_independent : row_free (\matrix_i w (f i)).

(** What they and c span: the matrices W_j^T u + u^T W_j, and e^T e. *)
Definition unit_tangent : {vspace 'M[F]_(d + 1)} :=
  (limg (tangentL (\matrix_i (th (f i)).2)) + <[sq (bias F d)]>)%VS.

Lemma unit_tangent_sub : (unit_tangent <= limg (matrix_jacobian th))%VS.
Proof.
rewrite subv_add -memvE sq_bias_sub andbT; apply: tangent_sub => i.
by rewrite ffunE mxE eqxx mulr1n.
Qed.

Theorem dim_unit_tangent : (\dim unit_tangent + 'C(k, 2) = k * (d + 1) + 1)%N.
Proof.
rewrite /unit_tangent; set W := \matrix_i _.
have WE : W = row_mx (\matrix_i w (f i)) (\matrix_i (b (f i))%:M).
  apply/matrixP=> i j; rewrite !mxE ffunE /= !mxE.
  by case: splitP => l _; rewrite !mxE ?ord1.
have eW : ~~ (bias F d <= W)%MS by rewrite WE bias_outside.
have Wf : row_free W.
  rewrite /row_free eqn_leq rank_leq_row /=.
  apply: (@leq_trans (\rank (W *m col_mx 1%:M 0))); last exact: mxrankM_maxl.
  by rewrite WE mul_row_col mulmx1 mulmx0 addr0 (eqP w_independent).
have cap0 : (limg (tangentL W) :&: <[sq (bias F d)]> = 0)%VS.
  apply/eqP; rewrite -subv0; apply/subvP=> S; rewrite memv_cap => /andP[ST /vlineP[c Sc]].
  move: ST; rewrite Sc memv0; have [->|c0] := eqVneq c 0; first by rewrite scale0r.
  by move/(memvZ c^-1); rewrite scalerA mulVf // scale1r => /sq_tangent; rewrite (negbTE eW).
have s0 : sq (bias F d) != 0.
  apply/eqP=> /matrixP/(_ (rshift d 0) (rshift d 0)).
  by rewrite sqE row_mxEr !mxE eqxx mulr1 => /eqP; rewrite oner_eq0.
have := dimv_disjoint_sum cap0; rewrite dim_vline s0 => ->.
by rewrite -(dim_tangent char2 Wf) addnAC.
Qed.

End IndependentUnits.
