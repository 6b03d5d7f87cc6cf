//! The order of the changes, in steps of as many rows of one table as can go together.

use std::collections::{BTreeMap, HashMap};

use crate::error::Result;
use crate::model::unit::cycle;
use crate::model::unit::edges::{Edge, WayOut, edges};
use crate::model::unit::{Act, Change};
use crate::schema::TableDef;

/// What is done with a row in a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Stage {
    /// Columns are set to NULL, so that others can go on.
    Early,
    /// The row is deleted.
    Delete,
    /// The row is changed.
    Update,
    /// The row is stored.
    Insert,
    /// Columns that were NULL so far get their values.
    Late,
}

/// Rows of one table with which the same is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) stage: Stage,
    pub(super) changes: Vec<usize>,
}

/// What is done, and in which order.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    pub(super) steps: Vec<Step>,
    /// By change, the columns that are NULL until the change's late stage.
    pub(super) late: HashMap<usize, Vec<usize>>,
    /// By change, the columns that its early stage sets to NULL.
    pub(super) early: HashMap<usize, Vec<usize>>,
}

/// Orders the changes.
///
/// # Errors
///
/// `InvalidReference` or `Unsupported` where records wait for each other in a circle.
pub(super) fn order(changes: &[Change<'_>]) -> Result<Plan> {
    let mut graph = Graph::new(changes, edges(changes), Plan::default());
    let mut steps = graph.steps();
    if graph.left == 0 {
        graph.plan.steps = steps;
        return Ok(graph.plan);
    }
    // All circles are opened first: what is then in order goes together in few steps.
    while graph.left > 0 {
        let circle = graph.circle();
        let Some(&edge) = circle.iter().find(|&&edge| graph.edges[edge].way_out != WayOut::None)
        else {
            return Err(cycle::refused(changes, circle.iter().map(|&edge| &graph.edges[edge])));
        };
        graph.give_way(edge);
        graph.steps();
    }
    let Graph { edges, cut, plan, .. } = graph;
    let edges = edges.into_iter().zip(cut).filter(|(_, cut)| !cut).map(|(edge, _)| edge);
    let mut graph = Graph::new(changes, edges.collect(), plan);
    steps = graph.steps();
    graph.plan.steps = steps;
    Ok(graph.plan)
}

/// A stage of a change: what is ordered. Each change has up to three.
type Task = usize;

struct Graph<'c, 's> {
    changes: &'c [Change<'s>],
    edges: Vec<Edge>,
    /// By edge, whether it was given up.
    cut: Vec<bool>,
    /// By task, the edges at which it is the one before.
    leads: Vec<Vec<usize>>,
    /// By task, the edges at which it is the one after; made once there is a circle.
    waits: Option<Vec<Vec<usize>>>,
    /// By task, how many edges it still waits for.
    open: Vec<usize>,
    done: Vec<bool>,
    /// Tasks that wait for none, and how many tasks there are, by stage and table.
    ready: BTreeMap<(Stage, usize), Vec<Task>>,
    pending: BTreeMap<(Stage, usize), usize>,
    tables: Vec<&'static TableDef>,
    left: usize,
    plan: Plan,
}

impl<'c, 's> Graph<'c, 's> {
    fn new(changes: &'c [Change<'s>], edges: Vec<Edge>, plan: Plan) -> Self {
        let tasks = changes.len() * 3;
        // A change has its late and its early stage only where they are asked for.
        let is_there = |task: Task| match (task % changes.len(), task / changes.len()) {
            (_, 0) => true,
            (change, 1) => plan.late.contains_key(&change),
            (change, _) => plan.early.contains_key(&change),
        };
        let done: Vec<bool> = (0..tasks).map(|task| !is_there(task)).collect();
        let mut graph = Self {
            changes,
            leads: vec![Vec::new(); tasks],
            waits: None,
            open: vec![0; tasks],
            left: done.iter().filter(|done| !**done).count(),
            done,
            ready: BTreeMap::new(),
            pending: BTreeMap::new(),
            tables: Vec::new(),
            plan,
            cut: Vec::with_capacity(edges.len()),
            edges: Vec::with_capacity(edges.len()),
        };
        for edge in edges {
            graph.connect(edge);
        }
        for task in 0..tasks {
            if !graph.done[task] {
                let group = graph.group(task);
                *graph.pending.entry(group).or_default() += 1;
                graph.offer(task);
            }
        }
        graph
    }

    fn stage(&self, task: Task) -> Stage {
        match (task / self.changes.len(), &self.changes[self.change(task)].act) {
            (0, Act::Insert(_)) => Stage::Insert,
            (0, Act::Update(_)) => Stage::Update,
            (0, Act::Delete(_)) => Stage::Delete,
            (1, _) => Stage::Late,
            _ => Stage::Early,
        }
    }

    fn change(&self, task: Task) -> usize {
        task % self.changes.len()
    }

    fn group(&mut self, task: Task) -> (Stage, usize) {
        let of = self.changes[self.change(task)].table();
        // Two copies of a table's description may lie at different places.
        let same = |table: &&TableDef| std::ptr::eq(*table, of) || table.name == of.name;
        let table = self.tables.iter().position(same).unwrap_or_else(|| {
            self.tables.push(of);
            self.tables.len() - 1
        });
        (self.stage(task), table)
    }

    fn connect(&mut self, edge: Edge) {
        let at = self.edges.len();
        self.leads[edge.before].push(at);
        if let Some(waits) = &mut self.waits {
            waits[edge.after].push(at);
        }
        self.open[edge.after] += usize::from(!self.done[edge.before]);
        self.cut.push(false);
        self.edges.push(edge);
    }

    /// Takes back an edge that somebody still waits at.
    fn disconnect(&mut self, at: usize) {
        let Edge { before, after, .. } = self.edges[at];
        self.cut[at] = true;
        self.leads[before].retain(|&edge| edge != at);
        if let Some(waits) = &mut self.waits {
            waits[after].retain(|&edge| edge != at);
        }
        self.open[after] -= 1;
        self.offer(after);
    }

    /// Notes a task that waits for nothing more.
    fn offer(&mut self, task: Task) {
        if self.open[task] == 0 && !self.done[task] {
            let group = self.group(task);
            self.ready.entry(group).or_default().push(task);
        }
    }

    /// Takes all tasks that can be reached, in steps.
    fn steps(&mut self) -> Vec<Step> {
        std::iter::from_fn(|| self.next_step()).collect()
    }

    /// Takes the tasks of one stage and table: if possible all there are, so that they share statements.
    fn next_step(&mut self) -> Option<Step> {
        let whole = self.ready.iter().find(|(group, ready)| {
            self.pending.get(group).is_some_and(|&pending| pending == ready.len())
        });
        let most = || self.ready.iter().max_by_key(|(_, ready)| ready.len());
        let group = *whole.or_else(most)?.0;
        let mut tasks = self.ready.remove(&group)?;
        tasks.sort_unstable();
        if let Some(pending) = self.pending.get_mut(&group) {
            *pending -= tasks.len();
        }
        self.left -= tasks.len();
        for &task in &tasks {
            self.done[task] = true;
            for edge in std::mem::take(&mut self.leads[task]) {
                let after = self.edges[edge].after;
                self.open[after] -= 1;
                self.offer(after);
            }
        }
        let changes = tasks.into_iter().map(|task| self.change(task)).collect();
        Some(Step { stage: group.0, changes })
    }

    /// Finds edges that lead in a circle; called when no task is ready.
    fn circle(&mut self) -> Vec<usize> {
        if self.waits.is_none() {
            self.waits = Some(self.all_waits());
        }
        let waits = self.waits.as_deref().unwrap_or_default();
        let mut path = Vec::new();
        let mut seen = HashMap::new();
        let mut task = (0..self.done.len()).find(|&task| !self.done[task]);
        while let Some(at) = task {
            if let Some(start) = seen.insert(at, path.len()) {
                return path.split_off(start);
            }
            let waits_for = |edge: &&usize| !self.done[self.edges[**edge].before];
            let Some(&edge) = waits[at].iter().find(waits_for) else { break };
            path.push(edge);
            task = Some(self.edges[edge].before);
        }
        path
    }

    fn all_waits(&self) -> Vec<Vec<usize>> {
        let mut waits = vec![Vec::new(); self.done.len()];
        for (at, edge) in self.edges.iter().enumerate().filter(|(at, _)| !self.cut[*at]) {
            waits[edge.after].push(at);
        }
        waits
    }

    /// Takes the way out at an edge.
    fn give_way(&mut self, at: usize) {
        let Edge { before, after, why, way_out } = self.edges[at].clone();
        let free = |before, after| Edge { before, after, why, way_out: WayOut::None };
        match way_out {
            WayOut::None | WayOut::Drop => {}
            WayOut::Later(columns) => {
                let (main, late) = (self.change(after), self.change(after) + self.changes.len());
                add(self.plan.late.entry(main).or_default(), columns);
                if self.begin(late) {
                    self.connect(free(main, late));
                }
                self.connect(free(before, late));
            }
            WayOut::Earlier(columns) => {
                let (main, early) =
                    (self.change(before), self.change(before) + 2 * self.changes.len());
                add(self.plan.early.entry(main).or_default(), columns);
                if self.begin(early) {
                    self.connect(free(early, main));
                    self.offer(early);
                }
                self.connect(free(early, after));
            }
        }
        // At last: whoever waited here must not be ready before its new edges are there.
        self.disconnect(at);
    }

    /// Brings a further stage of a change into being; tells whether it was not there before.
    fn begin(&mut self, task: Task) -> bool {
        if !self.done[task] {
            return false;
        }
        self.done[task] = false;
        self.left += 1;
        let group = self.group(task);
        *self.pending.entry(group).or_default() += 1;
        true
    }
}

fn add(columns: &mut Vec<usize>, more: Vec<usize>) {
    for column in more {
        if !columns.contains(&column) {
            columns.push(column);
        }
    }
}
