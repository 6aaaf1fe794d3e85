//! The program as a terminal or a script meets it: started with arguments and a cleared environment.

mod calling;
mod command;
mod explaining;
mod lookup;
mod secrets;
mod server;
mod surface;
