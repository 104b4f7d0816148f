(** What an exact rank certifies, (a) to (e); a submersion, F.1; the linearised network, 5.1; a regular
    model; regression on a Vandermonde matrix: coefficients that are half a rank.

    Pages: Proofs/ExactRankCertificate.md, Proofs/RegularReparametrisation.md,
    Proofs/NeuralTangentKernel.md, Proofs/ClosedForms.md.
    Program: Sources/LLCTheorems/General, Sources/LLCTheorems/Linearised,
    Sources/LLCTheorems/ClosedForms/RegularCoefficient.swift,
    Sources/LLCTheorems/ClosedForms/PolynomialRegressionCoefficient.swift.
    Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith Lia.
From SLT.Formulas Require Import Numbers.
Local Open Scope Z_scope.

(** (a): from below, half the rank at the point. *)
Definition certificate_lower (rank : Z) : Q := half rank.

(** (b): from above, half of the weights less the dimension of an orbit in the fibre. *)
Definition certificate_upper (weights orbit : Z) : Q := half (weights - orbit).

(** (c) and (d): whether the value is exact, for a generic rank that is at most [generic]. *)
Definition certificate_exact (rank weights orbit generic : Z) : bool :=
  (generic <=? rank) || (rank =? weights - orbit).

(** (e), with (c) and (d): the interval that is printed. *)
Definition certificate (rank weights orbit generic : Z) : Q * Q :=
  (certificate_lower rank,
   if certificate_exact rank weights orbit generic then certificate_lower rank
   else certificate_upper weights orbit).

(** F.1, F.2. *)
Definition submersion (coordinates : Z) : Q := half coordinates.

(** 5.1. *)
Definition linearised (rank : Z) : Q := half rank.

(** A regular model with D parameters. *)
Definition regular (parameters : Z) : Q * Z := (half parameters, 1).

(** Polynomial regression on points of which some are distinct. *)
Definition polynomial_regression (distinct degree : Z) : Q * Z :=
  (half (Z.min distinct (degree + 1)), 1).

(** The interval is in order, as the orbit lies in the kernel of the Jacobian. *)
Theorem certificate_ordered (rank weights orbit generic : Z) :
  rank + orbit <= weights ->
  (fst (certificate rank weights orbit generic) <= snd (certificate rank weights orbit generic))%Q.
Proof.
intros order; unfold certificate; simpl.
destruct (certificate_exact _ _ _ _); [apply Qle_refl|].
unfold certificate_lower, certificate_upper, half, Qle; cbn [fst snd Qnum Qden]; lia.
Qed.

(** (d) is where (a) and (b) meet. *)
Theorem certificate_meets (rank weights orbit : Z) :
  (certificate_lower rank == certificate_upper weights orbit)%Q <-> rank = weights - orbit.
Proof. unfold certificate_lower, certificate_upper, half, Qeq; cbn [fst snd Qnum Qden]; lia. Qed.

(** A submersion is (c) with as many coordinates; a regular model is a submersion onto its own
    parameters; neither exceeds D/2. *)
Theorem submersion_is_certified (coordinates weights orbit : Z) :
  certificate coordinates weights orbit coordinates
  = (submersion coordinates, submersion coordinates).
Proof.
unfold certificate, certificate_exact; rewrite Z.leb_refl; reflexivity.
Qed.

Theorem regular_is_submersion (D : Z) : fst (regular D) = submersion D.
Proof. reflexivity. Qed.

Theorem regression_at_most_regular (distinct degree : Z) :
  (fst (polynomial_regression distinct degree) <= fst (regular (degree + 1)))%Q.
Proof. unfold polynomial_regression, regular, half, Qle; cbn [fst snd Qnum Qden]; lia. Qed.
