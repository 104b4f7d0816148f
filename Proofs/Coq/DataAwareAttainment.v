(** The bounds of DataAwareBounds.v are attained: for p = 2 and p = 3 and every width m there are
    integer weights at which the Jacobian of the outputs on all one-hot pairs has rank
    min(m(3p-2), p^3), and the centred one min(m(3p-2), p(p^2-1)).  The lower bounds are inverses of
    integer minors modulo 101, found outside and checked here; beyond the width of the last
    certificate units of weight zero are added.  Over Q, hence at almost every weight (analytic).

    Page: Proofs/ExactRankCertificate.md, orbits.  Program:
    Sources/Identifiability/Ranks (GenericRank, SplitPoints).  Tests:
    Tests/IdentifiabilityTests/GenericRankTests.swift and SplitRankTests.swift. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra zify ssrZ ring.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian RankCertificates.
From SLT Require Import IntegerPoints DataAwareBounds.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(** Units of weight zero do not lower the rank. *)
Section Padding.

Variables (F : fieldType) (m m' K d : nat).
Hypothesis mm' : (m <= m')%N.
Implicit Types th h : weights F m K d.

Definition pad th : weights F m' K d := [ffun j => if insub (val j) is Some i then th i else 0].

Lemma dQ_pad th h : dQ (pad th) (pad h) = dQ th h.
Proof.
apply/ffunP=> k; rewrite !ffunE.
pose f (j : nat) : 'M[F]_d := if insub j is Some i then
  (h i).1 0 k *: sq (th i).2 + (th i).1 0 k *: sprod (th i).2 (h i).2 else 0.
transitivity (\sum_(j < m') f j).
  apply: eq_bigr => j _; rewrite !ffunE /f; case: insubP => //= _.
  by rewrite mxE scale0r sprod0 scaler0 addr0.
transitivity (\sum_(j < m') if (j < m)%N then f j else 0).
  by apply: eq_bigr => j _; case: ifP => // jm; rewrite /f insubF.
rewrite -big_mkcond -(big_ord_widen _ f mm'); apply: eq_bigr => j _.
by rewrite /f valK.
Qed.

Variables (T : finType) (X : T -> 'rV[F]_d).

Lemma data_pad th :
  (\dim (limg (data_jacobian X th)) <= \dim (limg (data_jacobian X (pad th))))%N.
Proof.
apply/dimvS/subvP=> _ /memv_imgP[h _ ->]; apply/memv_imgP; exists (pad h); rewrite ?memvf //.
by rewrite !comp_lfunE !jacobianE dQ_pad.
Qed.

Lemma centred_pad th :
  (\dim (limg (centred_jacobian X th)) <= \dim (limg (centred_jacobian X (pad th))))%N.
Proof.
apply/dimvS/subvP=> _ /memv_imgP[h _ ->]; apply/memv_imgP; exists (pad h); rewrite ?memvf //.
by rewrite !comp_lfunE !jacobianE dQ_pad.
Qed.

End Padding.

Section Pairs.

Variables (m p : nat).

Let X : 'I_p * 'I_p -> 'rV[rat]_(p + p) := @pair_input [fieldType of rat] p.

(** One entry of the Jacobian of the outputs on the pairs, in Z. *)
Definition data_Z (v w dv dw : nat -> nat -> Z) (k a b : nat) : Z :=
  zsum m (fun j => let r := w j a + w j (p + b)%N in
    dv j k * (r * r) + v j k * (r * (dw j a + dw j (p + b)%N)) * 2)%ZZ.

Lemma data_point v w dv dw (k a b : 'I_p) :
  data_jacobian X (point m p (p + p) v w) (point m p (p + p) dv dw) (k, (a, b)) =
  Q_of_Z (data_Z v w dv dw k a b).
Proof.
rewrite data_jacobianE Q_of_zsum; apply: eq_bigr => j _; rewrite !ffunE /=.
have dotX (u : nat -> nat -> Z) :
    dot (\row_(c < p + p) Q_of_Z (u j c)) (X (a, b)) = Q_of_Z (u j a + u j (p + b)%N)%ZZ.
  by rewrite -[\row__ _]hsubmxK dot_pair !mxE /= Q_of_ZD.
rewrite !dotX !mxE !(Q_of_ZD, Q_of_ZM) expr2 -[(_ *+ 2)]mulr_natr.
by [].
Qed.

Definition pair_entry v w (rows : seq nat) (i : nat) (c : nat * nat * nat) : Z :=
  data_Z v w (moved_v p (nth 0%N rows i)) (moved_w m p (p + p) (nth 0%N rows i)) c.1.1 c.1.2 c.2.

Definition pairs_in (cols : seq (nat * nat * nat)) : bool :=
  all (fun c => [&& c.1.1 < p, c.1.2 < p & c.2 < p]%N) cols.

Lemma pairs_inP cols (j : 'I_(size cols)) : pairs_in cols ->
  {c : 'I_p * ('I_p * 'I_p) |
    nth (0, 0, 0)%N cols j = (val c.1, val c.2.1, val c.2.2)}.
Proof.
move/allP=> inc; have := inc _ (mem_nth (0, 0, 0)%N (ltn_ord j)).
case: (nth _ _ _) => [[k a] b] /= H.
have kp : (k < p)%N by case/and3P: H.
have ap : (a < p)%N by case/and3P: H.
have bp : (b < p)%N by case/and3P: H.
by exists (Ordinal kp, (Ordinal ap, Ordinal bp)).
Qed.

(** Level 2: a minor in the outputs. *)
Definition data_check v w rows cols q (B : seq (seq Z)) : bool :=
  pairs_in cols &&
  inverse_modulo (size cols) q (fun i j => pair_entry v w rows i (nth (0, 0, 0)%N cols j))
    (entry B).

Theorem data_checked v w rows cols q B : data_check v w rows cols q B ->
  (size cols <= \dim (limg (data_jacobian X (point m p (p + p) v w))))%N.
Proof.
case/andP=> inc chk.
pose c (j : 'I_(size cols)) := sval (pairs_inP j inc).
pose g (j : 'I_(size cols)) (A : {ffun 'I_p * ('I_p * 'I_p) -> rat^o}) : rat^o := A (c j).
pose h (i : 'I_(size cols)) :=
  point m p (p + p) (moved_v p (nth 0%N rows i)) (moved_w m p (p + p) (nth 0%N rows i)).
apply: (rank_checked (h := h) (g := g) _ _ chk) => [j t A A'|i j]; first by rewrite /g !ffunE.
rewrite /g /h /c; case: (pairs_inP j inc) => -[k [a b]] /= ->.
exact: data_point.
Qed.

(** Level 3: a minor in the differences of the outputs from those at the pair (0, 0). *)
Definition centred_check v w rows cols q (B : seq (seq Z)) : bool :=
  [&& (0 < p)%N, pairs_in cols &
  inverse_modulo (size cols) q (fun i j => let c := nth (0, 0, 0)%N cols j in
    pair_entry v w rows i c - pair_entry v w rows i (c.1.1, 0%N, 0%N))%ZZ (entry B)].

Theorem centred_checked v w rows cols q B : centred_check v w rows cols q B ->
  (size cols <= \dim (limg (centred_jacobian X (point m p (p + p) v w))))%N.
Proof.
case/and3P=> p0 inc chk.
pose c (j : 'I_(size cols)) := sval (pairs_inP j inc).
pose o : 'I_p := Ordinal p0.
pose g (j : 'I_(size cols)) (A : {ffun 'I_p * ('I_p * 'I_p) -> rat^o}) : rat^o :=
  (A (c j) : rat) - A ((c j).1, (o, o)).
pose h (i : 'I_(size cols)) :=
  point m p (p + p) (moved_v p (nth 0%N rows i)) (moved_w m p (p + p) (nth 0%N rows i)).
apply: (rank_checked (h := h) (g := g) _ _ chk) => [j t A A'|i j].
  by rewrite /g !ffunE scalerBr opprD addrACA.
rewrite /g /h /c; case: (pairs_inP j inc) => -[k [a b]] /= ->.
rewrite comp_lfunE lfunE /= !ffunE /output /= opprB addrA subrK !data_point.
by rewrite (rmorphB Q_of_Z_rmorphism).
Qed.

End Pairs.

(** p = 2. *)
Module P2.

Definition v := entry [:: [:: (-2); (-1)]; [:: (-2); 0]]%ZZ.
Definition w := entry [:: [:: 1; (-1); 1; 2]; [:: (-2); 2; (-1); (-2)]]%ZZ.

Definition rows1 : seq nat := [:: 0; 2; 3; 1]%N.
Definition cols1 : seq (nat * nat * nat) := [:: (0, 0, 1); (0, 1, 0); (0, 1, 1); (1, 0, 1)]%N.
Definition inverse1 := [::
    [:: 34; 17; 59; 27];
    [:: 17; 97; 55; 59];
    [:: 0; 0; 25; 0];
    [:: 0; 0; 0; 81]]%ZZ.

Definition rows2 : seq nat := [:: 0; 2; 4; 3; 1; 8]%N.
Definition cols2 : seq (nat * nat * nat) := [:: (0, 0, 1); (0, 1, 0); (0, 1, 1); (1, 0, 1);
    (1, 1, 0); (1, 1, 1)]%N.
Definition inverse2 := [::
    [:: 38; 38; 0; 0; 0; 63];
    [:: 50; 51; 0; 0; 0; 25];
    [:: 30; 29; 0; 0; 0; 38];
    [:: 59; 59; 51; 17; 17; 76];
    [:: 17; 17; 1; 9; 8; 51];
    [:: 42; 42; 50; 50; 51; 25]]%ZZ.

Definition rows_outputs : seq nat := [:: 0; 2; 4; 5; 1; 3; 8; 9]%N.
Definition cols_outputs : seq (nat * nat * nat) := [:: (0, 0, 0); (0, 0, 1); (0, 1, 0);
    (0, 1, 1); (1, 0, 0); (1, 0, 1); (1, 1, 0); (1, 1, 1)]%N.
Definition inverse_outputs := [::
    [:: 0; 67; 0; 0; 0; 0; 34; 42];
    [:: 0; 76; 0; 0; 0; 0; 44; 19];
    [:: 0; 0; 0; 0; 0; 0; 0; 25];
    [:: 1; 58; 0; 0; 0; 0; 74; 65];
    [:: 100; 68; 75; 25; 50; 0; 33; 17];
    [:: 68; 50; 34; 17; 34; 0; 13; 63];
    [:: 32; 2; 94; 8; 16; 1; 0; 51];
    [:: 99; 86; 0; 50; 0; 0; 54; 72]]%ZZ.

Notation X := (@pair_input [fieldType of rat] 2).

Lemma attained_at m : (m <= 2)%N ->
  (minn (m * 4) 8 <= \dim (limg (data_jacobian X (point m 2 4 v w))))%N /\
  (minn (m * 4) 6 <= \dim (limg (centred_jacobian X (point m 2 4 v w))))%N.
Proof.
case: m => [|m] m2; first by rewrite mul0n !min0n.
case: m m2 => [|m] m2.
  have c : centred_check 1 2 v w rows1 cols1 101%ZZ inverse1 by computed.
  have r := centred_checked c; split; last exact: r.
  exact: leq_trans r (centred_rank_le _ _).
case: m m2 => [_|m] //.
have c : centred_check 2 2 v w rows2 cols2 101%ZZ inverse2 by computed.
have d : data_check 2 2 v w rows_outputs cols_outputs 101%ZZ inverse_outputs by computed.
by split; [exact: (data_checked d)|exact: (centred_checked c)].
Qed.

Theorem attained m : exists th : weights rat m 2 (2 + 2),
  \dim (limg (data_jacobian X th)) = minn (m * (3 * 2 - 2)) (2 ^ 3) /\
  \dim (limg (centred_jacobian X th)) = minn (m * (3 * 2 - 2)) (2 * (2 ^ 2 - 1)).
Proof.
have p0 : (0 < 2)%N by [].
have pQ : (2%:R : rat) != 0 by [].
have upper (th : weights rat m 2 (2 + 2)) :=
  conj (pairs_rank_le th p0) (centred_pairs_rank_le th p0 pQ).
have [mm0|/ltnW m0m] := leqP m 2.
  have [l1 l2] := attained_at mm0; exists (point m 2 4 v w).
  have [u1 u2] := upper (point m 2 4 v w).
  by split; apply/eqP; rewrite eqn_leq ?u1 ?u2 ?l1 ?l2.
have [l1 l2] := attained_at (leqnn 2); exists (pad m (point 2 2 4 v w)).
have [u1 u2] := upper (pad m (point 2 2 4 v w)).
have big n : (n <= 2 * 4)%N -> minn (m * 4) n = minn (2 * 4) n by lia.
split; apply/eqP; rewrite eqn_leq.
  rewrite u1 /= big //; exact: leq_trans l1 (data_pad m0m _ _).
by rewrite u2 /= big //; exact: leq_trans l2 (centred_pad m0m _ _).
Qed.

End P2.

(** p = 3. *)
Module P3.

Definition v := entry [:: [:: 2; 0; 3]; [:: 0; 3; 3]; [:: 3; 2; (-2)]; [:: 1; (-1); 3]]%ZZ.
Definition w := entry [:: [:: (-2); (-1); (-2); 0; 1; (-1)]; [:: 1; 2; (-2); 2; (-1); (-2)];
    [:: 3; (-1); 1; 0; (-1); 1]; [:: (-1); (-2); (-1); 2; 2; 1]]%ZZ.

Definition rows1 : seq nat := [:: 0; 3; 4; 6; 5; 1; 2]%N.
Definition cols1 : seq (nat * nat * nat) := [:: (0, 0, 1); (0, 0, 2); (0, 1, 0); (0, 1, 1);
    (0, 2, 0); (1, 0, 1); (2, 0, 1)]%N.
Definition inverse1 := [::
    [:: 50; 88; 25; 38; 88; 0; 25];
    [:: 17; 80; 0; 80; 80; 0; 76];
    [:: 0; 0; 25; 0; 0; 0; 0];
    [:: 34; 34; 13; 21; 34; 0; 51];
    [:: 0; 0; 0; 0; 63; 0; 0];
    [:: 0; 0; 0; 0; 0; 67; 0];
    [:: 0; 0; 0; 0; 0; 0; 67]]%ZZ.

Definition rows2 : seq nat := [:: 0; 3; 7; 6; 9; 8; 1; 4; 12; 13; 15; 14; 5; 2]%N.
Definition cols2 : seq (nat * nat * nat) := [:: (0, 0, 1); (0, 0, 2); (0, 1, 0); (0, 1, 1);
    (0, 1, 2); (0, 2, 0); (1, 0, 1); (1, 0, 2);
    (1, 1, 0); (1, 1, 1); (1, 1, 2); (1, 2, 1); (2, 0, 1); (2, 0, 2)]%N.
Definition inverse2 := [::
    [:: 50; 0; 25; 88; 38; 88; 0; 0; 0; 0; 0; 0; 55; 62];
    [:: 77; 82; 3; 24; 46; 58; 0; 0; 0; 0; 0; 0; 55; 67];
    [:: 79; 44; 34; 34; 100; 35; 0; 0; 0; 0; 0; 0; 66; 68];
    [:: 75; 19; 10; 90; 55; 56; 0; 0; 0; 0; 0; 0; 79; 62];
    [:: 11; 79; 46; 84; 51; 33; 0; 0; 0; 0; 0; 0; 68; 67];
    [:: 0; 0; 0; 0; 0; 63; 0; 0; 0; 0; 0; 0; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 67; 9; 91; 60; 56; 27; 12; 92];
    [:: 0; 0; 0; 0; 0; 0; 0; 1; 0; 84; 50; 51; 23; 35];
    [:: 0; 0; 0; 0; 0; 0; 0; 25; 21; 80; 17; 63; 25; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 1; 17; 0; 33; 51; 1; 0];
    [:: 0; 0; 0; 0; 0; 0; 34; 31; 0; 51; 63; 66; 31; 34];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 28; 0; 0];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 98; 76];
    [:: 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 0; 79; 66]]%ZZ.

Definition rows3 : seq nat := [:: 0; 3; 6; 9; 10; 11; 12; 21; 1; 4; 15; 16; 18; 7; 17; 22; 5; 14;
    8; 23; 24]%N.
Definition cols3 : seq (nat * nat * nat) := [:: (0, 0, 1); (0, 0, 2); (0, 1, 0); (0, 1, 1);
    (0, 1, 2); (0, 2, 0); (0, 2, 1); (0, 2, 2);
    (1, 0, 1); (1, 0, 2); (1, 1, 0); (1, 1, 1); (1, 1, 2); (1, 2, 0); (1, 2, 1); (1, 2, 2);
    (2, 0, 1); (2, 0, 2); (2, 1, 0); (2, 1, 1); (2, 1, 2)]%N.
Definition inverse3 := [::
    [:: 5; 76; 65; 12; 63; 66; 41; 9; 27; 55; 28; 76; 92; 78; 23; 1; 99; 0; 49; 42; 90];
    [:: 63; 21; 42; 68; 86; 90; 63; 87; 40; 1; 33; 4; 92; 58; 78; 50; 88; 60; 40; 77; 60];
    [:: 65; 92; 96; 80; 31; 23; 17; 56; 8; 16; 78; 26; 37; 96; 74; 15; 8; 15; 94; 36; 41];
    [:: 46; 21; 39; 57; 59; 79; 39; 88; 81; 67; 6; 36; 5; 11; 20; 13; 48; 12; 99; 34; 39];
    [:: 88; 59; 92; 47; 25; 12; 21; 0; 34; 83; 26; 60; 98; 76; 19; 89; 60; 99; 52; 59; 23];
    [:: 84; 16; 41; 69; 19; 95; 77; 57; 94; 15; 100; 98; 10; 7; 76; 95; 4; 42; 85; 60; 14];
    [:: 96; 51; 88; 31; 83; 28; 50; 94; 93; 46; 71; 11; 98; 8; 58; 22; 32; 36; 29; 83; 16];
    [:: 13; 6; 78; 11; 27; 3; 33; 99; 41; 42; 78; 32; 28; 60; 31; 64; 54; 61; 1; 67; 19];
    [:: 49; 7; 81; 94; 91; 69; 68; 96; 55; 28; 23; 19; 75; 1; 89; 16; 42; 55; 97; 12; 13];
    [:: 61; 80; 26; 66; 42; 37; 92; 61; 0; 84; 70; 96; 69; 80; 42; 72; 85; 23; 26; 19; 62];
    [:: 66; 29; 48; 50; 55; 9; 89; 11; 2; 81; 74; 33; 99; 30; 57; 11; 33; 30; 44; 18; 25];
    [:: 41; 76; 29; 68; 41; 21; 35; 63; 0; 100; 17; 12; 9; 76; 50; 72; 56; 13; 66; 13; 69];
    [:: 91; 61; 93; 11; 53; 26; 74; 35; 18; 99; 41; 61; 60; 19; 69; 84; 30; 77; 50; 26; 70];
    [:: 59; 90; 20; 89; 11; 49; 83; 91; 12; 47; 18; 54; 22; 29; 72; 17; 96; 48; 88; 100; 95];
    [:: 82; 88; 42; 83; 13; 100; 30; 80; 83; 63; 66; 97; 47; 79; 12; 66; 75; 95; 11; 8; 48];
    [:: 90; 35; 19; 64; 66; 26; 28; 41; 64; 79; 1; 3; 91; 67; 12; 1; 70; 55; 17; 95; 65];
    [:: 0; 50; 100; 89; 54; 55; 91; 66; 21; 0; 35; 43; 8; 10; 47; 52; 81; 94; 49; 85; 64];
    [:: 84; 83; 100; 82; 98; 61; 99; 78; 47; 5; 27; 77; 21; 56; 62; 25; 40; 60; 7; 5; 82];
    [:: 24; 6; 72; 14; 11; 17; 40; 30; 62; 23; 49; 50; 9; 37; 18; 91; 62; 25; 74; 77; 40];
    [:: 3; 87; 97; 80; 99; 77; 55; 76; 47; 90; 97; 77; 64; 60; 54; 25; 69; 70; 68; 11; 75];
    [:: 76; 28; 39; 36; 60; 60; 95; 0; 11; 12; 50; 61; 2; 84; 21; 8; 61; 68; 99; 28; 52]]%ZZ.

Definition rows4 : seq nat := [:: 0; 3; 6; 9; 12; 13; 14; 24; 1; 10; 4; 18; 19; 7; 20; 21; 16;
    17; 11; 22; 25; 26; 27; 30]%N.
Definition cols4 : seq (nat * nat * nat) := [:: (0, 0, 1); (0, 0, 2); (0, 1, 0); (0, 1, 1);
    (0, 1, 2); (0, 2, 0); (0, 2, 1); (0, 2, 2);
    (1, 0, 1); (1, 0, 2); (1, 1, 0); (1, 1, 1); (1, 1, 2); (1, 2, 0); (1, 2, 1); (1, 2, 2);
    (2, 0, 1); (2, 0, 2); (2, 1, 0); (2, 1, 1); (2, 1, 2); (2, 2, 0); (2, 2, 1); (2, 2, 2)]%N.
Definition inverse4 := [::
    [:: 35; 3; 79; 93; 45; 26; 37; 92; 61; 12; 67; 40; 1; 52; 2; 52; 93; 74; 73; 55; 57; 24; 64;
    27];
    [:: 10; 91; 67; 43; 78; 11; 72; 31; 64; 2; 75; 61; 72; 62; 57; 1; 99; 39; 56; 54; 90; 26; 9;
    51];
    [:: 75; 95; 75; 4; 35; 93; 43; 52; 89; 65; 93; 34; 75; 89; 6; 69; 51; 52; 47; 93; 79; 43; 61;
    0];
    [:: 13; 3; 13; 91; 38; 10; 34; 75; 6; 39; 4; 30; 98; 6; 34; 70; 30; 74; 36; 68; 57; 29; 20;
    0];
    [:: 15; 3; 64; 83; 3; 18; 31; 81; 54; 69; 4; 44; 58; 30; 70; 40; 47; 61; 54; 24; 54; 23; 20;
    0];
    [:: 80; 28; 94; 60; 28; 22; 92; 88; 4; 19; 33; 0; 28; 74; 12; 59; 49; 47; 90; 88; 48; 97; 36;
    90];
    [:: 96; 4; 86; 93; 17; 100; 83; 83; 54; 68; 77; 15; 10; 63; 82; 59; 85; 3; 64; 99; 100; 10;
    50; 74];
    [:: 3; 13; 47; 63; 51; 88; 53; 44; 43; 96; 30; 77; 58; 45; 4; 62; 22; 37; 63; 88; 77; 3; 11;
    50];
    [:: 54; 2; 62; 7; 98; 50; 90; 50; 72; 60; 48; 76; 58; 83; 92; 64; 57; 92; 58; 21; 38; 0; 55;
    5];
    [:: 33; 79; 81; 18; 9; 85; 78; 3; 95; 70; 98; 80; 68; 84; 69; 18; 15; 87; 10; 82; 60; 32; 48;
    88];
    [:: 50; 97; 50; 37; 15; 79; 54; 1; 93; 94; 62; 3; 90; 93; 58; 32; 93; 43; 83; 8; 19; 96; 7;
    0];
    [:: 76; 2; 76; 38; 14; 57; 45; 50; 4; 59; 70; 65; 57; 4; 76; 69; 76; 55; 23; 93; 38; 53; 47;
    0];
    [:: 78; 2; 77; 89; 28; 79; 46; 54; 35; 95; 70; 1; 9; 19; 99; 33; 56; 100; 85; 20; 36; 49; 47;
    0];
    [:: 23; 63; 37; 80; 4; 72; 63; 77; 31; 22; 62; 18; 95; 88; 5; 61; 72; 9; 4; 4; 32; 45; 9; 84];
    [:: 56; 70; 48; 16; 22; 6; 35; 33; 38; 83; 48; 24; 36; 61; 64; 14; 73; 66; 22; 49; 33; 90;
    21; 96];
    [:: 43; 24; 96; 8; 63; 82; 25; 47; 10; 79; 73; 54; 88; 21; 100; 83; 18; 17; 86; 19; 85; 21;
    100; 13];
    [:: 36; 99; 39; 94; 48; 23; 56; 51; 96; 86; 53; 6; 9; 18; 80; 56; 72; 82; 88; 82; 63; 0; 46;
    96];
    [:: 68; 22; 20; 83; 92; 16; 23; 98; 6; 64; 3; 49; 75; 17; 18; 55; 86; 14; 23; 33; 41; 69; 53;
    13];
    [:: 51; 4; 51; 64; 86; 22; 47; 100; 8; 24; 39; 11; 51; 8; 97; 55; 8; 58; 35; 39; 82; 5; 94;
    0];
    [:: 25; 99; 25; 63; 87; 44; 56; 51; 97; 75; 31; 81; 2; 97; 11; 88; 25; 46; 10; 22; 63; 48;
    54; 0];
    [:: 91; 99; 92; 46; 78; 89; 93; 47; 65; 55; 31; 38; 96; 81; 88; 7; 15; 14; 15; 85; 65; 52;
    54; 0];
    [:: 21; 38; 97; 88; 47; 91; 56; 24; 4; 65; 39; 33; 36; 14; 83; 39; 31; 6; 32; 20; 69; 56; 92;
    17];
    [:: 45; 31; 53; 85; 79; 95; 66; 68; 63; 29; 53; 92; 51; 40; 66; 72; 28; 35; 90; 51; 68; 11;
    80; 5];
    [:: 58; 77; 5; 93; 38; 19; 76; 54; 91; 39; 28; 61; 74; 80; 76; 4; 83; 84; 32; 7; 16; 80; 1;
    88]]%ZZ.

Definition rows_outputs : seq nat := [:: 0; 3; 6; 9; 12; 13; 14; 15; 24; 1; 10; 4; 7; 18; 19; 21;
    20; 25; 5; 2; 11; 8; 26; 27; 30; 31; 33]%N.
Definition cols_outputs : seq (nat * nat * nat) := [:: (0, 0, 0); (0, 0, 1); (0, 0, 2);
    (0, 1, 0); (0, 1, 1); (0, 1, 2); (0, 2, 0); (0, 2, 1);
    (0, 2, 2); (1, 0, 0); (1, 0, 1); (1, 0, 2); (1, 1, 0); (1, 1, 1); (1, 1, 2); (1, 2, 0);
    (1, 2, 1); (1, 2, 2); (2, 0, 0); (2, 0, 1); (2, 0, 2); (2, 1, 0); (2, 1, 1); (2, 1, 2);
    (2, 2, 0); (2, 2, 1); (2, 2, 2)]%N.
Definition inverse_outputs := [::
    [:: 1; 82; 86; 90; 12; 75; 81; 34; 8; 2; 94; 26; 16; 4; 66; 10; 52; 86; 47; 67; 23; 96; 18;
    24; 11; 50; 42];
    [:: 43; 2; 46; 76; 78; 96; 9; 27; 30; 49; 21; 68; 37; 11; 52; 1; 94; 66; 36; 97; 12; 84; 85;
    91; 27; 43; 75];
    [:: 88; 65; 62; 7; 88; 87; 69; 77; 68; 68; 65; 67; 33; 29; 97; 92; 97; 85; 94; 78; 24; 65;
    64; 4; 51; 84; 18];
    [:: 15; 99; 59; 58; 39; 95; 39; 7; 63; 62; 91; 29; 63; 13; 97; 38; 23; 70; 99; 21; 39; 18;
    36; 54; 0; 83; 78];
    [:: 9; 65; 76; 65; 0; 63; 89; 2; 19; 40; 41; 80; 68; 36; 72; 99; 95; 98; 27; 91; 92; 68; 46;
    63; 0; 51; 100];
    [:: 78; 9; 96; 85; 61; 50; 61; 4; 0; 21; 21; 35; 40; 43; 28; 71; 3; 58; 23; 24; 88; 13; 9;
    60; 0; 99; 59];
    [:: 28; 8; 66; 66; 60; 91; 92; 26; 93; 80; 28; 82; 34; 1; 50; 10; 47; 90; 42; 80; 31; 88; 72;
    71; 90; 28; 73];
    [:: 52; 0; 9; 88; 92; 92; 60; 10; 71; 50; 38; 92; 75; 42; 6; 9; 6; 3; 54; 35; 48; 22; 18; 57;
    74; 83; 54];
    [:: 88; 93; 62; 52; 99; 10; 17; 58; 26; 3; 68; 28; 31; 77; 35; 53; 46; 20; 26; 31; 59; 2; 0;
    73; 50; 61; 50];
    [:: 44; 68; 93; 63; 80; 18; 3; 73; 26; 19; 31; 5; 45; 84; 91; 70; 67; 3; 27; 42; 30; 78; 84;
    90; 17; 98; 20];
    [:: 24; 1; 48; 0; 7; 67; 84; 73; 34; 72; 51; 46; 5; 85; 89; 59; 13; 75; 33; 85; 53; 87; 15;
    82; 5; 83; 63];
    [:: 5; 49; 5; 30; 29; 25; 18; 52; 83; 83; 20; 84; 29; 33; 8; 29; 87; 31; 26; 76; 51; 71; 23;
    50; 88; 26; 84];
    [:: 43; 12; 2; 93; 61; 15; 61; 48; 42; 94; 85; 79; 48; 7; 30; 92; 27; 69; 63; 9; 74; 79; 71;
    80; 0; 22; 1];
    [:: 31; 91; 82; 50; 14; 22; 23; 77; 80; 18; 31; 84; 55; 98; 69; 35; 84; 77; 30; 30; 37; 38;
    11; 68; 0; 100; 35];
    [:: 74; 92; 5; 17; 53; 89; 53; 97; 0; 80; 80; 66; 61; 58; 73; 30; 98; 43; 78; 2; 65; 88; 92;
    41; 0; 53; 42];
    [:: 79; 44; 58; 85; 63; 31; 39; 94; 75; 0; 49; 89; 6; 12; 96; 11; 36; 23; 86; 39; 69; 41; 28;
    17; 84; 26; 16];
    [:: 82; 98; 99; 37; 100; 98; 23; 67; 67; 31; 93; 97; 85; 64; 55; 32; 89; 58; 79; 34; 86; 9;
    84; 73; 96; 43; 61];
    [:: 48; 50; 55; 73; 56; 62; 67; 23; 47; 42; 63; 11; 63; 72; 3; 36; 45; 73; 38; 30; 32; 42;
    47; 4; 13; 36; 47];
    [:: 92; 4; 69; 45; 42; 58; 18; 60; 75; 23; 60; 95; 48; 8; 45; 60; 97; 57; 78; 100; 42; 1; 89;
    87; 84; 25; 48];
    [:: 17; 92; 35; 89; 58; 48; 82; 2; 67; 24; 30; 59; 52; 77; 43; 13; 83; 53; 49; 56; 75; 95;
    78; 33; 96; 38; 8];
    [:: 100; 66; 77; 92; 34; 1; 45; 44; 18; 43; 51; 14; 48; 24; 97; 58; 1; 48; 87; 47; 64; 65;
    92; 77; 13; 40; 19];
    [:: 57; 35; 28; 28; 100; 29; 100; 29; 59; 26; 74; 48; 59; 25; 70; 42; 52; 88; 35; 36; 74; 89;
    77; 65; 0; 12; 49];
    [:: 74; 24; 0; 72; 49; 4; 40; 19; 21; 7; 40; 14; 22; 77; 53; 35; 4; 2; 83; 93; 78; 98; 3; 59;
    0; 67; 68];
    [:: 66; 95; 37; 11; 31; 13; 31; 31; 0; 87; 87; 44; 7; 5; 15; 20; 99; 96; 52; 60; 26; 25; 95;
    61; 0; 35; 28];
    [:: 74; 37; 99; 87; 49; 4; 73; 43; 26; 57; 27; 35; 87; 56; 46; 95; 39; 95; 31; 80; 74; 11;
    53; 18; 17; 24; 10];
    [:: 54; 75; 63; 71; 22; 79; 99; 66; 34; 11; 99; 70; 8; 56; 53; 14; 86; 2; 93; 7; 87; 70; 89;
    3; 5; 80; 7];
    [:: 52; 98; 76; 48; 4; 83; 94; 54; 54; 78; 96; 91; 44; 40; 17; 81; 72; 84; 35; 15; 15; 25; 0;
    40; 88; 99; 3]]%ZZ.

Notation X := (@pair_input [fieldType of rat] 3).

Lemma attained_at m : (m <= 4)%N ->
  (minn (m * 7) 27 <= \dim (limg (data_jacobian X (point m 3 6 v w))))%N /\
  (minn (m * 7) 24 <= \dim (limg (centred_jacobian X (point m 3 6 v w))))%N.
Proof.
case: m => [|m] m4; first by rewrite mul0n !min0n.
case: m m4 => [|m] m4.
  have c : centred_check 1 3 v w rows1 cols1 101%ZZ inverse1 by computed.
  have r := centred_checked c; split; last exact: r.
  exact: leq_trans r (centred_rank_le _ _).
case: m m4 => [|m] m4.
  have c : centred_check 2 3 v w rows2 cols2 101%ZZ inverse2 by computed.
  have r := centred_checked c; split; last exact: r.
  exact: leq_trans r (centred_rank_le _ _).
case: m m4 => [|m] m4.
  have c : centred_check 3 3 v w rows3 cols3 101%ZZ inverse3 by computed.
  have r := centred_checked c; split; last exact: r.
  exact: leq_trans r (centred_rank_le _ _).
case: m m4 => [_|m] //.
have c : centred_check 4 3 v w rows4 cols4 101%ZZ inverse4 by computed.
have d : data_check 4 3 v w rows_outputs cols_outputs 101%ZZ inverse_outputs by computed.
by split; [exact: (data_checked d)|exact: (centred_checked c)].
Qed.

Theorem attained m : exists th : weights rat m 3 (3 + 3),
  \dim (limg (data_jacobian X th)) = minn (m * (3 * 3 - 2)) (3 ^ 3) /\
  \dim (limg (centred_jacobian X th)) = minn (m * (3 * 3 - 2)) (3 * (3 ^ 2 - 1)).
Proof.
have p0 : (0 < 3)%N by [].
have pQ : (3%:R : rat) != 0 by [].
have upper (th : weights rat m 3 (3 + 3)) :=
  conj (pairs_rank_le th p0) (centred_pairs_rank_le th p0 pQ).
have [mm0|/ltnW m0m] := leqP m 4.
  have [l1 l2] := attained_at mm0; exists (point m 3 6 v w).
  have [u1 u2] := upper (point m 3 6 v w).
  by split; apply/eqP; rewrite eqn_leq ?u1 ?u2 ?l1 ?l2.
have [l1 l2] := attained_at (leqnn 4); exists (pad m (point 4 3 6 v w)).
have [u1 u2] := upper (pad m (point 4 3 6 v w)).
have big n : (n <= 4 * 7)%N -> minn (m * 7) n = minn (4 * 7) n by lia.
split; apply/eqP; rewrite eqn_leq.
  rewrite u1 /= big //; exact: leq_trans l1 (data_pad m0m _ _).
by rewrite u2 /= big //; exact: leq_trans l2 (centred_pad m0m _ _).
Qed.

End P3.
