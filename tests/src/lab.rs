//! Services of no vendor, for what no bound service does: their tables are written by hand.

use bindery::runtime::protocol::{AlibabaRoa, AlibabaRpc};
use bindery::runtime::table::{
    Effect, Encoding, Endpoint, Environment, Kind, Member, Method, Operation, Place, Service, Shape,
};

const ENVIRONMENT: Environment = Environment { id: "LAB_ID", secret: "LAB_SECRET", token: None };

/// Operations called by name, one of which takes a GET alone.
pub(crate) static RPC: Service = Service {
    name: "lab_rpc",
    version: "2026-11-22",
    protocol: &AlibabaRpc,
    endpoints: &[Endpoint { network: "public", regions: &[], bases: &[("", "https://lab.example.com")] }],
    environment: ENVIRONMENT,
    errors: &[],
    operations: &[&LIST_THINGS],
};

static NOTHING: Shape = Shape::new("nothing", &[], &[]);

static FILTER: Shape = Shape::new(
    "Filter",
    &[Member::new("Key", Kind::Text), Member::new("Secret", Kind::Text).sensitive()],
    &[],
);

static LIST_THINGS_REQUEST: Shape = Shape::new(
    "ListThings",
    &[
        Member::new("Name", Kind::Text),
        Member::new("Filter", Kind::List(&Kind::Record(&FILTER))).encoding(Encoding::Repeat),
        Member::new("Password", Kind::Text).sensitive(),
    ],
    &[],
);

static LIST_THINGS: Operation = Operation {
    method: Method::Get,
    effect: Effect::Read,
    ..Operation::new("ListThings", &RPC, &LIST_THINGS_REQUEST, &NOTHING)
};

/// Operations called by paths of their own.
pub(crate) static ROA: Service = Service {
    name: "lab_roa",
    version: "2026-11-22",
    protocol: &AlibabaRoa,
    endpoints: &[Endpoint { network: "public", regions: &[], bases: &[("", "https://lab.example.com/v1")] }],
    environment: ENVIRONMENT,
    errors: &[],
    operations: &[&CREATE_THING, &FIND_THING, &MEND_THING, &REMOVE_THING, &STOP_THING],
};

const ID: Member = Member::new("id", Kind::Text).place(Place::Path).required();

static FIND_THING_REQUEST: Shape = Shape::new(
    "FindThing",
    &[
        ID,
        Member::new("view", Kind::Text).place(Place::Query),
        Member::new("filter", Kind::Json).place(Place::Query).encoding(Encoding::Repeat),
        Member::new("token", Kind::Text).place(Place::Query).sensitive(),
        Member::new("X-Space", Kind::Text).place(Place::Header),
    ],
    &[],
);

static FIND_THING: Operation = Operation {
    method: Method::Get,
    path: "/things/{id}",
    fixed_query: &[("kind", "a b")],
    effect: Effect::Read,
    ..Operation::new("FindThing", &ROA, &FIND_THING_REQUEST, &NOTHING)
};

static CREATE_THING_REQUEST: Shape =
    Shape::new("CreateThing", &[Member::new("name", Kind::Text), Member::new("count", Kind::Int64)], &[]);

static CREATE_THING: Operation =
    Operation { path: "/things", ..Operation::new("CreateThing", &ROA, &CREATE_THING_REQUEST, &NOTHING) };

static MEND_THING_REQUEST: Shape =
    Shape::new("MendThing", &[ID, Member::new("body", Kind::Json).place(Place::WholeBody)], &[]);

static MEND_THING: Operation = Operation {
    method: Method::Patch,
    path: "/things/{id}",
    ..Operation::new("MendThing", &ROA, &MEND_THING_REQUEST, &NOTHING)
};

static REMOVE_THING_REQUEST: Shape = Shape::new("RemoveThing", &[ID], &[]);

static REMOVE_THING: Operation = Operation {
    method: Method::Delete,
    path: "/things/{id}",
    ..Operation::new("RemoveThing", &ROA, &REMOVE_THING_REQUEST, &NOTHING)
};

static STOP_THING_REQUEST: Shape = Shape::new(
    "StopThing",
    &[
        ID,
        Member::new("reason", Kind::Text).place(Place::Form),
        Member::new("parts", Kind::List(&Kind::Json)).place(Place::Form).encoding(Encoding::Repeat),
        Member::new("password", Kind::Text).place(Place::Form).sensitive(),
    ],
    &[],
);

static STOP_THING: Operation = Operation {
    path: "/things/{id}:stop",
    ..Operation::new("StopThing", &ROA, &STOP_THING_REQUEST, &NOTHING)
};
