//! Tables: what is made, what their constraints do, and that it can be made again and dropped.

mod constraints;
mod cycles;
mod described;
mod making;
mod names;
