(** The formulas over grids of dimensions, as integers: the arguments, then lambda in lowest terms as
    numerator and denominator, and the multiplicity where there is one. `make -C Proofs tables` prints them
    into Tests/LLCTheoremsTests/Reference, `make -C Proofs` checks that they are what is there, and
    the test compares every row with the program.

    Each table is named by its definition; the comment before it gives its columns.
    Page: Proofs/README.md. Program: Sources/LLCTheorems. Test: Tests/LLCTheoremsTests/FormulaTableTests.swift. *)

From Coq Require Import ZArith QArith List Bool.
From SLT.Formulas Require Import Numbers Quadratic Features InactiveUnits Certificate
  NormalCrossing TwoLayerLinear DeepLinear Vandermonde Determinantal OtherModels PhaseDiagram.
Import ListNotations.
Local Open Scope Z_scope.

Definition value (lambda : Q) : list Z :=
  let reduced := Qred lambda in [Qnum reduced; Zpos (Qden reduced)].

Definition answer (known : Q * Z) : list Z := value (fst known) ++ [snd known].

(** Rows for x from first to last. *)
Definition each (first last : Z) (rows : Z -> list (list Z)) : list (list Z) :=
  flat_map rows (range first last).

Definition among (choices : list Z) (rows : Z -> list (list Z)) : list (list Z) :=
  flat_map rows choices.

(* columns: outputs,inputs,numerator,denominator *)
Definition overparametrised_table :=
  each 1 12 (fun K => each 1 24 (fun d => [[K; d] ++ value (overparametrised K d)])).

(* columns: inputs,width,outputs,numerator,denominator *)
Definition underparametrised_table :=
  each 1 9 (fun d => each 0 12 (fun m => each 1 6 (fun K =>
    [[d; m; K] ++ value (underparametrised d m K)]))).

(* columns: inputs,numerator,denominator *)
Definition overparametrised_biased_table :=
  each 1 60 (fun d => [[d] ++ value (overparametrised_biased d)]).

(* columns: inputs,width,numerator,denominator *)
Definition underparametrised_biased_table :=
  each 1 20 (fun d => each 0 d (fun m => [[d; m] ++ value (underparametrised_biased d m)])).

(* columns: rank,numerator,denominator *)
Definition linearised_table := each 0 60 (fun r => [[r] ++ value (linearised r)]).

(* columns: coordinates,numerator,denominator *)
Definition submersion_table := each 1 60 (fun n => [[n] ++ value (submersion n)]).

(* columns: outputs,rank,numerator,denominator *)
Definition frozen_features_table :=
  each 1 12 (fun K => each 0 24 (fun r => [[K; r] ++ value (frozen_features K r)])).

(* columns: outputs,width,input_rank,lower_numerator,lower_denominator,upper_numerator,upper_denominator *)
Definition polynomial_features_table :=
  each 1 5 (fun K => each 0 12 (fun m => each 0 9 (fun r =>
    [[K; m; r] ++ value (polynomial_lower K m r) ++ value (polynomial_upper K m r)]))).

(* columns: outputs,width,pairs,centred,numerator,denominator *)
Definition one_hot_features_table :=
  each 1 5 (fun K => each 0 10 (fun m => each 1 9 (fun n => each 0 1 (fun centred =>
    [[K; m; n; centred] ++ value (one_hot_features K m n (centred =? 1))])))).

(* columns: inputs,effective_width,outputs,numerator,denominator *)
Definition effective_width_table :=
  each 1 6 (fun d => each 0 8 (fun m => each 1 6 (fun K =>
    [[d; m; K] ++ value (effective_width d m K)]))).

(* columns: zero_output,zero_input,zero_both,outputs,seen,numerator,denominator *)
Definition contributions_table :=
  each 0 3 (fun zo => each 0 3 (fun zi => each 0 3 (fun zb => each 1 4 (fun K => each 1 9 (fun s =>
    [[zo; zi; zb; K; s] ++ value (contributions zo zi zb K s)]))))).

(* columns: rank,weights,orbit,generic,lower_numerator,lower_denominator,upper_numerator,upper_denominator *)
Definition certificate_table :=
  each 0 5 (fun rank => each rank 8 (fun weights => each 0 (weights - rank) (fun orbit =>
    each rank (weights - orbit) (fun generic =>
      let interval := certificate rank weights orbit generic in
      [[rank; weights; orbit; generic] ++ value (fst interval) ++ value (snd interval)])))).

(* columns: parameters,numerator,denominator,multiplicity *)
Definition regular_table := each 1 60 (fun D => [[D] ++ answer (regular D)]).

(* columns: e1,h1,e2,h2,e3,h3,numerator,denominator,multiplicity *)
Definition normal_crossing_table :=
  among [0; 2; 4; 6] (fun a => each 0 2 (fun f => among [0; 2; 4; 6] (fun b => each 0 2 (fun g =>
    among [0; 2; 4] (fun c => each 0 1 (fun h =>
      if a + b + c =? 0 then []
      else [[a; f; b; g; c; h] ++ answer (normal_crossing [(a, f); (b, g); (c, h)])])))))).

(* columns: input,hidden,output,first_rank,second_rank,rank,numerator,denominator,multiplicity *)
Definition two_layer_table :=
  each 1 5 (fun N => each 1 6 (fun H => each 1 5 (fun M =>
    each 0 (Z.min H N) (fun a => each 0 (Z.min M H) (fun b =>
      each (Z.max 0 (a + b - H)) (Z.min a b) (fun r =>
        [[N; H; M; a; b; r] ++ answer (two_layer N H M a b r)])))))).

(* columns: input,hidden,output,rank,numerator,denominator,multiplicity *)
Definition reduced_rank_table :=
  each 1 9 (fun M => each 1 9 (fun H => each 1 9 (fun N => each 0 (Z.min M (Z.min H N)) (fun r =>
    [[M; H; N; r] ++ answer (reduced_rank M H N r)])))).

(* columns: dimension,rank,numerator,denominator,multiplicity *)
Definition low_rank_table :=
  each 1 24 (fun d => each 0 d (fun r => [[d; r] ++ answer (low_rank d r)])).

(* columns: w1,w2,w3,w4,rank,numerator,denominator,multiplicity *)
Definition deep_linear_table :=
  each 1 5 (fun a => each 1 5 (fun b => each 1 5 (fun c => each 1 5 (fun d =>
    each 0 (Z.min (Z.min a b) (Z.min c d)) (fun r =>
      [[a; b; c; d; r] ++ answer (deep_linear [a; b; c; d] r)]))))).

(* columns: w1,w2,w3,w4,w5,rank,numerator,denominator,multiplicity *)
Definition deeper_linear_table :=
  among [1; 2; 4] (fun a => each 1 4 (fun b => among [2; 3; 5] (fun c => each 1 4 (fun d =>
    among [1; 3; 4] (fun e =>
      each 0 (Z.min e (Z.min (Z.min a b) (Z.min c d))) (fun r =>
        [[a; b; c; d; e; r] ++ answer (deep_linear [a; b; c; d; e] r)])))))).

(* columns: distinct,degree,numerator,denominator,multiplicity *)
Definition polynomial_regression_table :=
  each 1 20 (fun n => each 0 15 (fun degree =>
    [[n; degree] ++ answer (polynomial_regression n degree)])).

(* columns: rows,columns,inner,rank,known,lower_numerator,lower_denominator,upper_numerator,upper_denominator,multiplicity *)
Definition nmf_table :=
  each 1 6 (fun M => each 1 6 (fun N => each 1 6 (fun H => each 0 (Z.min H (Z.min M N)) (fun r =>
    [[M; N; H; r; if nmf_known H r then 1 else 0]
       ++ value (nmf_lower M N H r) ++ value (nmf_upper M N H r)
       ++ [nmf_multiplicity M N H r]])))).

(* columns: variables,factors,rank,numerator,denominator *)
Definition factor_upper_table :=
  each 2 14 (fun p => each 1 (p - 1) (fun k => each 0 k (fun r =>
    [[p; k; r] ++ value (factor_upper p k r)]))).

(* columns: variables,numerator,denominator,multiplicity *)
Definition one_factor_table := each 2 40 (fun p => [[p] ++ answer (one_factor p)]).

(* columns: features,dependent,numerator,denominator,multiplicity *)
Definition naive_bayes_table :=
  each 1 16 (fun n => each 0 n (fun s => [[n; s] ++ answer (naive_bayes n s)])).

(* columns: units,step,numerator,denominator,multiplicity *)
Definition vandermonde_table :=
  each 1 70 (fun H => each 1 5 (fun Q => [[H; Q] ++ answer (vandermonde H Q)])).

(* columns: rows,columns,minors,numerator,denominator,multiplicity *)
Definition determinantal_table :=
  each 1 12 (fun m => each 1 12 (fun n => each 1 (Z.min m n) (fun k =>
    [[m; n; k] ++ answer (determinantal m n k)]))).

(* columns: inputs,outputs,width,counted,expected *)
Definition expected_rank_table :=
  each 1 6 (fun d => each 1 8 (fun K => each 1 (symmetric_dimension d + 1) (fun m =>
    [[d; K; m; counted_rank d K m; expected_rank d K m]]))).

(* columns: modulus,width,coordinates,data,centred *)
Definition modular_addition_table :=
  each 2 9 (fun p => each 1 60 (fun m =>
    [[p; m; expected_rank (2 * p) p m; expected_rank_data p m; expected_rank_centred p m]])).

(* columns: d0,d1,d2,d3,r1,r2,expected *)
Definition expected_dimension_table :=
  each 1 3 (fun a => each 1 4 (fun b => each 1 4 (fun c => each 1 3 (fun d =>
    each 2 3 (fun r => each 2 2 (fun q =>
      [[a; b; c; d; r; q; expected_dimension [a; b; c; d] (Z.to_nat (r * q))]])))))).
