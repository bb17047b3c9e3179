"""Words of SQL, Flink, KQL, Polars, pandas and Spark, in lower case: what they are called here, or how what they do is
written. A word that stands here for a name that does not exist yet is passed over."""

from __future__ import annotations


def _table(text: str) -> dict[str, str]:
    """`filter: where having` on each line: the name here, and the words of others."""
    lines = (line.split(":", 1) for line in text.strip().splitlines())
    return {word: name.strip() for name, words in lines for word in words.split()}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _help(text: str) -> dict[str, str]:
    """`ifnull nvl: what is written instead` on each line."""
    lines = (line.split(":", 1) for line in text.strip().splitlines())
    return {word: help.strip() for words, help in lines for word in words.split()}


STAGES = _table("""
    filter: where having query
    key_by: group_by groupby group keyby partition_by partitionby partition group_by_key groupbykey select_key selectkey
    extend: with_columns with_column withcolumn withcolumns mutate derive assign add_column compute
    select: project keep project-keep project-reorder
    drop: project-away drop_columns dropcolumns remove exclude
    rename: project-rename withcolumnrenamed rename_columns with_column_renamed
    sort: order_by orderby order sort_by sortby sort_values arrange
    limit: take head first fetch sample-distinct slice
    skip: offset
    aggregate: summarize summarise agg reduce fold
    running: scan cumulative accumulate
    flatmap: flat_map map_many mv-apply
    explode: unnest mv-expand mvexpand explode_outer unwind
    dedup: distinct unique drop_duplicates dropduplicates deduplicate
    union: merge concat union_all unionall vstack append
    split: branch route switch case side_output
    into: sink to write print sink_to sinkto add_sink addsink save show display insert output store dump
    map: transform apply map_values mapvalues foreach
    inspect: peek tap debug
    top: nlargest top_k top_n largest
    process: keyed_process keyedprocess process_function processfunction transform_with_state transformwithstate
    process: flat_map_groups_with_state map_groups_with_state flat_map_with_state map_with_state stateful_map
    event_time: assign_timestamps_and_watermarks assigntimestampsandwatermarks watermark with_watermark withwatermark
    window: window_by windowed rolling group_by_dynamic tumble hop
    join: inner_join innerjoin
    lookup: join_asof asof_join asofjoin temporal_join broadcast_join
    left_join: left_outer_join leftjoin leftouterjoin
    full_join: full_outer_join outer_join fullouterjoin
    anti_join: leftanti left_anti
    semi_join: leftsemi left_semi
""")

FUNCTIONS = _table("""
    len: length size strlen char_length character_length count_chars array_length cardinality array_size list_count
    byte_len: octet_length bytes_len
    upper: upcase toupper ucase to_upper to_uppercase
    lower: downcase tolower lcase to_lower to_lowercase
    trim: strip ltrim rtrim lstrip rstrip strip_chars btrim
    slice: substr substring mid left right split_part
    index_of: instr strpos position charindex indexof locate
    starts_with: startswith has_prefix hasprefix
    ends_with: endswith has_suffix hassuffix
    contains: includes contain array_contains list_contains has_any str_contains
    replace: regexp_replace replace_all replaceall translate
    pad_start: lpad padstart rjust zfill
    pad_end: rpad padend ljust
    join: concat_ws string_join array_join implode
    split: string_split explode_text strsplit str_split
    find: regexp_extract extract regexp_substr
    matches: regexp_like rlike regexp_matches
    capture: regexp_capture named_groups
    ceil: ceiling
    truncate: date_trunc datetrunc bin time_bucket floor_date dt_truncate startofday startofhour
    ln: log
    pow: power
    sqrt: square_root
    none_if: nullif null_if
    max: greatest maximum array_max list_max
    min: least minimum array_min list_min
    mean: avg average array_avg list_mean
    sum: total list_sum array_sum
    count: n row_count num_rows
    count_distinct: nunique n_unique dcount approx_count_distinct countdistinct approx_distinct
    count_if: countif
    first: first_value any_value arbitrary take_any head
    last: last_value
    arg_max: max_by maxby argmax idxmax
    arg_min: min_by minby argmin idxmin
    median: percentile_50
    quantile: percentile percentile_cont approx_quantile approx_percentile
    stddev: std stdev stddev_samp stdevp
    variance: var var_samp
    collect: array_agg collect_list make_list list_agg to_list
    collect_distinct: collect_set make_set
    now: current_timestamp getdate sysdate localtimestamp utcnow current_date today
    format: strftime date_format format_timestamp format_datetime to_char datetime_format dateformat printf sprintf
    parse_time: strptime to_timestamp to_date to_datetime todatetime str_to_date parse_timestamp parse_datetime
    timestamp: from_unixtime to_timestamp_micros epoch_to_timestamp
    to_micros: unix_micros unix_timestamp epoch to_unix_timestamp
    weekday: dayofweek day_of_week isoweekday dow
    day: dayofmonth day_of_month
    hour: hourofday
    parse_int: to_int toint int_parse try_parse_int parseint
    parse_float: to_float todouble parse_double parsefloat try_parse_float
    parse_json: from_json json_parse fromjson try_parse_json json_loads
    to_json: json_dumps tojson json_stringify stringify
    get: element_at json_extract get_json_object json_value try_get at
    keys: map_keys
    values: map_values
    entries: map_entries items
    has: contains_key containskey map_contains_key has_key
    distinct: unique array_distinct list_unique
    reverse: list_reverse array_reverse
    sort: array_sort list_sort sorted
    sort_by: order_by orderby
    skip_while: drop_while dropwhile
    flatten: flat array_flatten
    flat_map: flatmap mapcat
    find_index: findindex
    all: every forall array_all
    any: some exists array_any
    fold: reduce foldl inject
    filter: where array_filter
    range: sequence generate_series arange
    hash: xxhash64 hash64 murmur3 farm_fingerprint
    hex: to_hex tohex
    base64: to_base64 base64_encode b64encode
    base64_decode: from_base64 b64decode unbase64
    url_encode: urlencode encode_url
    url_decode: urldecode decode_url
    sha256: sha2 sha_256
    is_nan: isnan
    is_finite: isfinite
    abs: absolute fabs
    to_str: str string varchar tostring to_string as_text text
    i64: int integer bigint long toint64
    f64: float double float64 real
""")

# Words of functions that mean just the same; others may count from one, or take other arguments.
EXACT = _words("""
    length strlen upcase toupper ucase downcase tolower lcase strip ceiling power avg average startswith endswith
    nunique n_unique countif countdistinct stddev_samp var_samp argmax argmin contains_key map_keys map_values
    array_distinct foldl every isnan isfinite
""")

# What has no name of its own here, and how it is written.
FUNCTION_HELP = _help("""
    ifnull nvl fill_null fillna: a value for null is `x ?? 0`
    isnull isna is_none is_missing: `x is null` asks for null
    notnull isnotnull is_not_null notna: `x is not null` asks for a value
    isempty is_empty empty isnotempty: compare: `x == ""`, `xs.len() == 0`
    cast try_cast safe_cast convert astype: a type converts: `i64(x)`, `f64(x)`, `to_str(x)`
    iff iif ifelse if_else when decode: a choice is `if c then a else b`
    concat str_concat strcat: `+` joins texts: `a + b`
    mod modulo: the rest is `a % b`
    div floordiv: whole parts are `a // b`
    datediff date_diff timestampdiff timedelta: `a - b` is the time between
    date_add dateadd timestampadd date_sub ago: `t + 1d` is a day later, `now() - 1h` an hour ago
    lag lead shift diff prev next: a row does not see its neighbours; `|> running` knows all rows before
    row_number rownum rank dense_rank ntile row_index: `|> running n = count()` numbers the rows
    string_agg group_concat listagg: collect the texts, and `join` the list
    rand random_float: there is no chance: the same input gives the same output
    push list_append array_append: a longer list is `xs + [x]`
    print println echo: rows are shown by `|> into stdout()`
""")
STAGE_HELP = _help("""
    dropna drop_nulls dropnull: leave rows out: `|> filter x is not null`
    fillna fill_null fill_nan: give a value for null: `|> extend x = x ?? 0`
    cast astype: convert a column: `|> extend x = i64(x)`
    tail last: the last ones by an order are `|> top 10 by x`
    rank row_number with_row_index with_row_count: number the rows: `|> running n = count()`
    count: count the rows: `|> aggregate n = count()`
    right_join rightjoin right_outer_join rightouterjoin: swap the sides: `|> left_join` from the other stream
    cross_join crossjoin: rows meet by a value: `|> join other as o on key == o.key`
    pivot melt unpivot: columns are known beforehand: name them in `|> select`
""")

TYPES = _table("""
    i64: int integer bigint long int64
    i32: int32
    i16: smallint int16 short
    i8: tinyint int8 byte
    u64: uint64 ulong
    u32: uint32 uint
    u16: uint16 ushort
    u8: uint8 ubyte
    f64: float double float64 number numeric
    f32: real float32
    str: string text varchar char utf8
    bool: boolean
    timestamp: datetime time timestamptz instant
    duration: interval timedelta
    list: vec vector
    map: dict dictionary hashmap
    json: jsonb any variant object dynamic
    bytes: binary blob varbinary bytea
""")

VALUES = {"none": "null", "nil": "null", "undefined": "null", "yes": "true", "no": "false"}
