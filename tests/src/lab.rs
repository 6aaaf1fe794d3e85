//! Services of no vendor, for what no bound service does: their tables are written by hand.

use bindery::runtime::protocol::AlibabaRpc;
use bindery::runtime::table::{
    Effect, Encoding, Endpoint, Environment, Kind, Member, Method, Operation, Service, Shape, order,
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

static NOTHING: Shape = Shape { name: "nothing", members: &[], order: &[], rules: &[] };

static FILTER_MEMBERS: [Member; 2] =
    [Member::new("Key", Kind::Text), Member::new("Secret", Kind::Text).sensitive()];

static FILTER: Shape =
    Shape { name: "Filter", members: &FILTER_MEMBERS, order: &order(&FILTER_MEMBERS), rules: &[] };

static FILTER_KIND: Kind = Kind::Record(&FILTER);

static LIST_THINGS_MEMBERS: [Member; 3] = [
    Member::new("Name", Kind::Text),
    Member::new("Filter", Kind::List(&FILTER_KIND)).encoding(Encoding::Repeat),
    Member::new("Password", Kind::Text).sensitive(),
];

static LIST_THINGS_REQUEST: Shape = Shape {
    name: "ListThings",
    members: &LIST_THINGS_MEMBERS,
    order: &order(&LIST_THINGS_MEMBERS),
    rules: &[],
};

static LIST_THINGS: Operation = Operation {
    method: Method::Get,
    effect: Effect::Read,
    ..Operation::new("ListThings", &RPC, &LIST_THINGS_REQUEST, &NOTHING)
};
