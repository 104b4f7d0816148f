(** Polynomial maps between vector spaces over Q and their differentials.

    [differential phi J] says that phi is polynomial and that J w is its derivative at w: along every line
    t |-> w + t h the map is a polynomial in t of bounded degree, with J w h as its first coefficient.
    Over an infinite field such a map is polynomial in coordinates, and J is determined by it
    ([differential_unique]).

    Page: Proofs/ExactRankCertificate.md. Program: Sources/Identifiability/Maps.
    Test: Tests/IdentifiabilityTests/MapTests.swift. *)

From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Definition differential (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) : Prop :=
  exists n (c : 'I_n -> U -> U -> V), forall w h t,
    phi (w + t *: h) = phi w + t *: J w h + \sum_(i < n) t ^+ i.+2 *: c i w h.

(** The rank of the differential at a point. *)
Definition rank_at (U V : vectType rat) (J : U -> 'Hom(U, V)) (w : U) : nat := \dim (limg (J w)).

Lemma rank_at_most_weights (U V : vectType rat) (J : U -> 'Hom(U, V)) w :
  (rank_at J w <= \dim {:U})%N.
Proof. by rewrite /rank_at -(limg_ker_dim (J w) fullv) leq_addl. Qed.

Lemma rank_at_most_coordinates (U V : vectType rat) (J : U -> 'Hom(U, V)) w :
  (rank_at J w <= \dim {:V})%N.
Proof. by apply: dimvS; apply: subvf. Qed.

(** A polynomial over Q with a zero at every natural number is zero. *)
Lemma polynomial_zero (p : {poly rat}) : (forall t, p.[t] = 0) -> p = 0.
Proof.
move=> zeros; apply/eqP; case: eqP => // /eqP nonzero.
pose rs := [seq i%:R : rat | i <- iota 0 (size p)].
have uniq_rs : uniq rs by rewrite map_inj_uniq ?iota_uniq // => i j /eqP; rewrite eqr_nat => /eqP.
have all_rs : all (root p) rs by apply/allP => x _; rewrite /root zeros.
by have := max_poly_roots nonzero all_rs uniq_rs; rewrite size_map size_iota ltnn.
Qed.

(** A first coefficient with nothing but higher orders beside it vanishes. *)
Lemma first_order (V : vectType rat) (D : V) (s : seq (nat * V)) :
  (forall t, t *: D + \sum_(x <- s) t ^+ x.1.+2 *: x.2 = 0) -> D = 0.
Proof.
move=> zero; rewrite (coord_vbasis (memvf D)) big1 // => k _.
pose f := coord (vbasis (fullv : {vspace V})) k.
pose p : {poly rat} := (f D)%:P * 'X + \sum_(x <- s) (f x.2)%:P * 'X^(x.1.+2).
have p0 : p = 0.
  apply: polynomial_zero => t; rewrite /p hornerD hornerM hornerC hornerX horner_sum.
  under eq_bigr do rewrite hornerM hornerC hornerXn mulrC -linearZ.
  by rewrite mulrC -linearZ -linear_sum -linearD zero linear0.
have : p`_1 = 0 by rewrite p0 coef0.
rewrite /p coefD coefCM coefX eqxx mulr1 coef_sum big1 ?addr0; first by move=> fD; rewrite -/(f D) fD scale0r.
by move=> x _; rewrite coefCM coefXn mulr0.
Qed.

(** Two expansions of one function of t have the same first coefficient. *)
Lemma expansion_unique (V : vectType rat) (g : rat -> V) (a a' D D' : V) n n' (c : 'I_n -> V)
    (c' : 'I_n' -> V) :
  (forall t, g t = a + t *: D + \sum_(i < n) t ^+ i.+2 *: c i) ->
  (forall t, g t = a' + t *: D' + \sum_(i < n') t ^+ i.+2 *: c' i) -> D = D'.
Proof.
move=> first second; apply/eqP; rewrite -subr_eq0; apply/eqP.
have zero m (b : 'I_m -> V) : \sum_(i < m) (0 : rat) ^+ i.+2 *: b i = 0.
  by rewrite big1 // => i _; rewrite expr0n scale0r.
have aa' : a = a' by have := first 0; rewrite second !zero !scale0r !addr0.
pose s := [seq (val i, c i) | i <- index_enum [finType of 'I_n]]
  ++ [seq (val i, - c' i) | i <- index_enum [finType of 'I_n']].
apply: (@first_order V _ s) => t; rewrite big_cat !big_map /=.
have := first t; rewrite (second t) aa' -!addrA => /addrI same.
have -> : \sum_(i < n') t ^+ i.+2 *: - c' i = - \sum_(i < n') t ^+ i.+2 *: c' i.
  by rewrite -sumrN; apply: eq_bigr => i _; rewrite scalerN.
by rewrite scalerBr addrACA -opprD same subrr.
Qed.

Theorem differential_unique (U V : vectType rat) (phi : U -> V) (J J' : U -> 'Hom(U, V)) :
  differential phi J -> differential phi J' -> forall w, J w = J' w.
Proof.
move=> [n [c first]] [n' [c' second]] w; apply/lfunP => h.
exact: (expansion_unique (first w h) (second w h)).
Qed.

Theorem rank_unique (U V : vectType rat) (phi : U -> V) (J J' : U -> 'Hom(U, V)) w :
  differential phi J -> differential phi J' -> rank_at J w = rank_at J' w.
Proof. by move=> dJ dJ'; rewrite /rank_at (differential_unique dJ dJ' w). Qed.

(** A direction in which the map does not move is in the kernel of the differential. *)
Lemma still_direction (U V : vectType rat) (phi : U -> V) (J : U -> 'Hom(U, V)) w h :
  differential phi J -> (forall t, phi (w + t *: h) = phi w) -> J w h = 0.
Proof.
move=> [n [c expansion]] still.
apply: (@first_order V _ [seq (val i, c i w h) | i <- index_enum [finType of 'I_n]]) => t.
rewrite big_map /=; apply: (addrI (phi w)).
by rewrite addrA -expansion still addr0.
Qed.

(** Linear maps are polynomial. *)
Lemma differential_linear (U V : vectType rat) (f : 'Hom(U, V)) : differential f (fun=> f).
Proof.
exists 0%N, (fun _ _ _ => 0) => w h t.
by rewrite linearD linearZ big_ord0 addr0.
Qed.

(** The differential of a sum over separate variables, and its rank. *)
Lemma differential_separate (U1 U2 V : vectType rat) (phi1 : U1 -> V) (phi2 : U2 -> V)
    (J1 : U1 -> 'Hom(U1, V)) (J2 : U2 -> 'Hom(U2, V))
    (J : U1 * U2 -> 'Hom([vectType rat of U1 * U2], V)) :
  differential phi1 J1 -> differential phi2 J2 ->
  @differential [vectType rat of U1 * U2] V (fun u => phi1 u.1 + phi2 u.2) J ->
  forall w h, J w h = J1 w.1 h.1 + J2 w.2 h.2.
Proof.
move=> [n1 [c1 first]] [n2 [c2 second]] [n [c both]] [w1 w2] [h1 h2] /=.
have -> : (h1, h2) = (h1, 0) + (0, h2) :> U1 * U2 by congr pair; rewrite /= ?addr0 ?add0r.
rewrite linearD; congr (_ + _).
- apply: (@expansion_unique V _ _ (phi1 w1 + phi2 w2) _ (J1 w1 h1) _ _ _ (fun i => c1 i w1 h1)
    (both (w1, w2) (h1, 0))) => t /=.
  by rewrite scaler0 addr0 first addrAC (addrAC (phi1 w1)).
- apply: (@expansion_unique V _ _ (phi1 w1 + phi2 w2) _ (J2 w2 h2) _ _ _ (fun i => c2 i w2 h2)
    (both (w1, w2) (0, h2))) => t /=.
  by rewrite scaler0 addr0 second !addrA.
Qed.

Lemma rank_separate (U1 U2 V : vectType rat) (phi1 : U1 -> V) (phi2 : U2 -> V)
    (J1 : U1 -> 'Hom(U1, V)) (J2 : U2 -> 'Hom(U2, V))
    (J : U1 * U2 -> 'Hom([vectType rat of U1 * U2], V)) w :
  differential phi1 J1 -> differential phi2 J2 ->
  @differential [vectType rat of U1 * U2] V (fun u => phi1 u.1 + phi2 u.2) J ->
  (rank_at J w <= rank_at J1 w.1 + rank_at J2 w.2)%N.
Proof.
move=> d1 d2 d.
have inside : (limg (J w) <= limg (J1 w.1) + limg (J2 w.2))%VS.
  apply/subvP => _ /memv_imgP[h _ ->]; rewrite (differential_separate d1 d2 d).
  by apply: memv_add; apply: memv_img; apply: memvf.
by apply: leq_trans (dimvS inside) _; have [] := dimv_add_leqif (limg (J1 w.1)) (limg (J2 w.2)).
Qed.
