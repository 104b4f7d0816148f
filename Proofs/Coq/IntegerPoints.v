(** Quadratic networks with integer weights, and the checker of RankCertificates.v applied to
    their Jacobian: rows and columns of a minor are listed, its inverse modulo q is given, and
    [minor_checked] bounds the rank over Q from below.  Kernel vectors are checked by evaluation.

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

End Points.
