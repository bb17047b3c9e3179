schema Sample {
  id:    i64
  at:    array<f64, 3>
  rgb:   array<u8, 3>? = null
  grid:  array<array<i64, 2>, 2> = [[1, 0], [0, 1]]
  names: array<str, 2> = ["x", "y"]
}

fn length(v: array<f64, 3>) -> f64 = sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2])
fn total(v: list<f64>) -> f64 = v.sum()

pipeline arrays {
  let rows = from jsonl("samples.jsonl") as Sample

  let same = from rows

  let made = from rows
    |> select
         id,
         length = length(at),
         total = total(at),
         size = at.len(),
         last = at[-1],
         other = at[id % 3],
         none = at.get(7),
         red = rgb?.get(0),
         diagonal = grid[0][0] + grid[1][1],
         joined = names.join("-"),
         sorted = at.sort(),
         has = 2.0 in at,
         doubled = at.map(x => x * 2.0)

  let rebuilt = from rows
    |> map {id: id, at: [1.0, at[0], 2.0], names: [names[1], names[0]], text: to_json(grid)}

  let compared = from rows
    |> select equal = at == [1.0, 2.0, 2.0], differs = names != ["x", "y"], listed = at + [7.0]

  let grouped = from rows |> aggregate n = count(), first = first(at) by names

  let items = from rows
    |> explode at as value
    |> select id, value

  from rows |> into null
}

test "arrays of everything" for arrays {
  given rows = [
    {id: 1, at: [1, 2, 2]}, {id: 2, at: [0.5, 0, -1], rgb: [255, 0, 7], grid: [[5, 6], [7, 8]]},
    {id: 3, at: [3, 2, 1], names: ["b", "a"]},
  ]
  expect same == [
    {id: 1, at: [1.0, 2.0, 2.0], rgb: null, grid: [[1, 0], [0, 1]], names: ["x", "y"]},
    {id: 2, at: [0.5, 0.0, -1.0], rgb: [255, 0, 7], grid: [[5, 6], [7, 8]], names: ["x", "y"]},
    {id: 3, at: [3.0, 2.0, 1.0], rgb: null, grid: [[1, 0], [0, 1]], names: ["b", "a"]},
  ]
  expect made == [
    {
      id: 1, length: 3.0, total: 5.0, size: 3, last: 2.0, other: 2.0, none: null, red: null,
      diagonal: 2, joined: "x-y", sorted: [1.0, 2.0, 2.0], has: true, doubled: [2.0, 4.0, 4.0],
    },
    {
      id: 2, length: 1.118033988749895, total: -0.5, size: 3, last: -1.0, other: -1.0, none: null,
      red: 255, diagonal: 13, joined: "x-y", sorted: [-1.0, 0.0, 0.5], has: false,
      doubled: [1.0, 0.0, -2.0],
    },
    {
      id: 3, length: 3.7416573867739413, total: 6.0, size: 3, last: 1.0, other: 3.0, none: null,
      red: null, diagonal: 2, joined: "b-a", sorted: [1.0, 2.0, 3.0], has: true,
      doubled: [6.0, 4.0, 2.0],
    },
  ]
  expect rebuilt == [
    {id: 1, at: [1.0, 1.0, 2.0], names: ["y", "x"], text: "[[1,0],[0,1]]"},
    {id: 2, at: [1.0, 0.5, 2.0], names: ["y", "x"], text: "[[5,6],[7,8]]"},
    {id: 3, at: [1.0, 3.0, 2.0], names: ["a", "b"], text: "[[1,0],[0,1]]"},
  ]
  expect compared == [
    {equal: true, differs: false, listed: [1.0, 2.0, 2.0, 7.0]},
    {equal: false, differs: false, listed: [0.5, 0.0, -1.0, 7.0]},
    {equal: false, differs: true, listed: [3.0, 2.0, 1.0, 7.0]},
  ]
  expect grouped == [
    {names: ["x", "y"], n: 2, first: [1.0, 2.0, 2.0]},
    {names: ["b", "a"], n: 1, first: [3.0, 2.0, 1.0]},
  ]
  expect items == [
    {id: 1, value: 1.0}, {id: 1, value: 2.0}, {id: 1, value: 2.0}, {id: 2, value: 0.5},
    {id: 2, value: 0.0}, {id: 2, value: -1.0}, {id: 3, value: 3.0}, {id: 3, value: 2.0},
    {id: 3, value: 1.0},
  ]
}
