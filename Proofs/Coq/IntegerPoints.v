(** Quadratic networks with integer weights, and the checker of RankCertificates.v applied to
    their Jacobian: rows and columns of a minor are listed, its inverse modulo q is given, and
    [minor_checked] bounds the rank over Q from below.  Kernel vectors are checked by
    evaluation; [kernel_family_checked] bounds the rank from above.

    Page: Proofs/ExactRankCertificate.md.  Program: Sources/Identifiability/Certificates.  Test:
    Tests/IdentifiabilityTests/CertificateDocumentTests.swift. *)

From Coq Require Import ZArith.
From mathcomp Require Import all_ssreflect all_algebra zify ssrZ.
From SLT Require Import UnitMaps SymmetricMatrices QuadraticJacobian RankCertificates.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import GRing.Theory.
Local Open Scope ring_scope.

Section Points.

Variables (m K d : nat).

(** The weights v j k, w j a given by integers. *)
Definition point (v w : nat -> nat -> Z) : weights rat m K d :=
  [ffun j : 'I_m => (\row_(k < K) Q_of_Z (v j k), \row_(a < d) Q_of_Z (w j a))].

(** One entry of the differential, computed in Z. *)
Definition dQ_Z (v w dv dw : nat -> nat -> Z) (k a b : nat) : Z :=
  zsum m (fun j => dv j k * (w j a * w j b) + v j k * (w j a * dw j b + dw j a * w j b))%ZZ.

Lemma dQ_point v w dv dw (k : 'I_K) (a b : 'I_d) :
  dQ (point v w) (point dv dw) k a b = Q_of_Z (dQ_Z v w dv dw k a b).
Proof.
rewrite dQE Q_of_zsum; apply: eq_bigr => j _; rewrite !ffunE /= !mxE.
by rewrite !(Q_of_ZD, Q_of_ZM).
Qed.

(** A kernel vector, checked. *)
Definition kernel_check (v w dv dw : nat -> nat -> Z) : bool :=
  all_below K (fun k => all_below d (fun a => all_below d (fun b =>
    (dQ_Z v w dv dw k a b =? 0)%ZZ))).

Lemma kernel_checked v w dv dw : kernel_check v w dv dw ->
  point dv dw \in lker (jacobian (point v w)).
Proof.
move=> chk; rewrite memv_ker jacobianE; apply/eqP/ffunP=> k; apply/matrixP=> a b.
have := all_belowP (all_belowP (all_belowP chk k) a) b.
by rewrite dQ_point -Q_of_Z_eq0 => /eqP ->; rewrite ffunE mxE.
Qed.

(** The i-th weight moves: first the v, unit by unit, then the w. *)
Definition moved_v (i j k : nat) : Z := if i == (j * K + k)%N then 1%ZZ else 0%ZZ.
Definition moved_w (i j a : nat) : Z := if i == (m * K + (j * d + a))%N then 1%ZZ else 0%ZZ.

Definition minor_entry v w (rows : seq nat) (cols : seq (nat * nat * nat)) (i j : nat) : Z :=
  let c := nth (0, 0, 0)%N cols j in
  dQ_Z v w (moved_v (nth 0%N rows i)) (moved_w (nth 0%N rows i)) c.1.1 c.1.2 c.2.

Definition minor_check v w rows cols q (B : seq (seq Z)) : bool :=
  all (fun c => [&& c.1.1 < K, c.1.2 < d & c.2 < d]%N) cols &&
  inverse_modulo (size cols) q (minor_entry v w rows cols) (entry B).

Theorem minor_checked v w rows cols q B : minor_check v w rows cols q B ->
  (size cols <= \dim (limg (jacobian (point v w))))%N.
Proof.
case/andP=> /allP incols chk.
have bound (j : 'I_(size cols)) : [&& (nth (0, 0, 0) cols j).1.1 < K,
    (nth (0, 0, 0) cols j).1.2 < d & (nth (0, 0, 0) cols j).2 < d]%N.
  by apply/incols/mem_nth.
have b1 j : ((nth (0, 0, 0) cols (val (j : 'I_(size cols)))).1.1 < K)%N by case/and3P: (bound j).
have b2 j : ((nth (0, 0, 0) cols (val (j : 'I_(size cols)))).1.2 < d)%N by case/and3P: (bound j).
have b3 j : ((nth (0, 0, 0) cols (val (j : 'I_(size cols)))).2 < d)%N by case/and3P: (bound j).
pose g (j : 'I_(size cols)) (A : {ffun 'I_K -> 'M[rat]_d}) : rat^o :=
  A (Ordinal (b1 j)) (Ordinal (b2 j)) (Ordinal (b3 j)).
pose h (i : 'I_(size cols)) := point (moved_v (nth 0%N rows i)) (moved_w (nth 0%N rows i)).
apply: (rank_checked (h := h) (g := g) _ _ chk) => [j c A B'|i j].
  by rewrite /g entryD entryZ.
by rewrite /g jacobianE dQ_point.
Qed.

(** A family of kernel vectors, and one weight for each: (false, (j, k)) is v j k, (true, (j, a))
    is w j a. *)
Definition weight_of (h : weights rat m K d) (c : bool * (nat * nat)) : rat^o :=
  if insub c.2.1 is Some j then
    if c.1 then (if insub c.2.2 is Some a then (h j).2 0 a else 0)
    else (if insub c.2.2 is Some k then (h j).1 0 k else 0)
  else 0.

Definition weight_Z (dv dw : nat -> nat -> Z) (c : bool * (nat * nat)) : Z :=
  if (c.2.1 < m)%N then
    if c.1 then (if (c.2.2 < d)%N then dw c.2.1 c.2.2 else 0%ZZ)
    else (if (c.2.2 < K)%N then dv c.2.1 c.2.2 else 0%ZZ)
  else 0%ZZ.

Lemma weight_of_is_linear c : linear (weight_of^~ c).
Proof.
move=> t g h; rewrite /weight_of; case: insub => [j|]; last by rewrite scaler0 addr0.
by case: c.1; case: insub => [k|]; rewrite ?scaler0 ?addr0 // !ffunE /= !mxE.
Qed.

Lemma weight_of_point dv dw c : weight_of (point dv dw) c = Q_of_Z (weight_Z dv dw c).
Proof.
rewrite /weight_of /weight_Z; case: insubP => [j -> jE|/negbTE -> //].
by case: c.1; case: insubP => [k -> kE|/negbTE -> //]; rewrite ffunE /= mxE jE kE.
Qed.

Definition kernel_family_check v w (ks : seq (seq (seq Z) * seq (seq Z))) cols q
    (B : seq (seq Z)) : bool :=
  all (fun k => kernel_check v w (entry k.1) (entry k.2)) ks &&
  inverse_modulo (size ks) q (fun i j => let k := nth ([::], [::]) ks i in
    weight_Z (entry k.1) (entry k.2) (nth (false, (0, 0)) cols j)%N) (entry B).

Theorem kernel_family_checked v w ks cols q B : kernel_family_check v w ks cols q B ->
  (\dim (limg (jacobian (point v w))) <= m * (K + d) - size ks)%N.
Proof.
case/andP=> /allP kers chk; rewrite -(dim_weights [fieldType of rat] m K d).
pose h (i : 'I_(size ks)) := let k := nth ([::], [::]) ks i in point (entry k.1) (entry k.2).
pose g (j : 'I_(size ks)) h' := weight_of h' (nth (false, (0, 0)) cols j)%N.
apply: (kernel_values_checked (h := h) (g := g) _ _ _ chk) => [i|j|i j].
- by apply/eqP; rewrite -memv_ker; apply: kernel_checked; apply/kers/mem_nth.
- exact: weight_of_is_linear.
- exact: weight_of_point.
Qed.

End Points.
