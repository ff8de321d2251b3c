//! Decision diagrams: exact answers while some facts are still open.
//!
//! Every condition of a rulebook is kept as a reduced, ordered, multi-valued decision diagram over *variables*
//! (one per fact; one per choice for a set), each with *cells* (yes and no; the choices; the intervals between the
//! rulebook's own thresholds). Restricting a diagram to the answers given leaves one terminal exactly when all
//! completions of the answers agree, and otherwise exactly the variables that can still change the outcome.
//!
//! Nodes are stored children first, so one sweep over a flat array evaluates the whole rulebook.

use std::collections::{BinaryHeap, HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use hashbrown::HashTable;

use crate::sort;

/// A diagram, by its top node. The first [`TERMINALS`] nodes are outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Root(u32);

pub const NO: Root = Root(0);
pub const YES: Root = Root(1);
pub const ELIGIBLE: Root = Root(2);
pub const NOT_ELIGIBLE: Root = Root(3);
pub const REFER: Root = Root(4);
/// No rule speaks of these answers; authoring refuses a rulebook in which this can be reached.
pub const GAP: Root = Root(5);
/// Rules speak of these answers with different verdicts; refused likewise.
pub const CONFLICT: Root = Root(6);
/// Answers that exclude each other: no project is like this.
pub const IMPOSSIBLE: Root = Root(7);
const OUTCOMES: u32 = 8;
const TERMINALS: u32 = 64;

/// The outcome with this number, where a table has outcomes of its own (at most 56).
pub fn outcome(number: usize) -> Root {
    Root((OUTCOMES + number as u32).min(TERMINALS - 1))
}

/// A walk that branches more often keeps in mind where it was, so that it does not come there again: shorter ones are over
/// sooner without.
const MOST_UNSEEN: u32 = 16;

/// The cell of a variable whose fact is not answered.
pub const OPEN: u16 = u16::MAX;

/// Variables ask in the order of their number; a variable is a fact, or one choice of a set.
pub type Variable = u16;

/// A store of diagrams that share their nodes; it may lie on top of another, whose nodes it shares.
#[derive(Clone, Debug, Default)]
pub struct Diagrams {
    base: Option<Arc<Diagrams>>,
    nodes: Vec<Node>,
    children: Vec<Root>,
    unique: HashTable<Root>,
    known: HashMap<(Root, Root, Root), Root, Hashing>,
    /// How many nodes there may be; no bound where none is set.
    most: Option<usize>,
    /// A node was refused, so that what was made since is worth nothing.
    spent: bool,
}

/// How two diagrams become one, outcome by outcome, and what is known of it already.
pub struct Joining {
    /// What two diagrams make together, where that can be told without looking into them; of two terminals always.
    join: fn(Root, Root) -> Option<Root>,
    known: HashMap<(Root, Root), Root, Hashing>,
}

impl Joining {
    pub fn new(join: fn(Root, Root) -> Option<Root>) -> Joining {
        Joining { join, known: HashMap::default() }
    }
}

/// What was worked out already, of one diagram or two.
type Known = HashMap<(Root, Root), Root, Hashing>;

/// Room for a walk through a diagram, kept from one to the next.
#[derive(Debug, Default)]
pub struct Walk {
    /// The answered variables that were looked at.
    pub passed: Vec<Variable>,
    seen: HashSet<(Root, Root), Hashing>,
    open: Vec<(Root, Root)>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    variable: Variable,
    first: u32,
    cells: u16,
}

impl Root {
    pub fn is_terminal(self) -> bool {
        self.0 < TERMINALS
    }

    /// The number of an outcome of a table's own (see [`outcome`]).
    pub fn number(self) -> Option<usize> {
        if self.is_terminal() { self.0.checked_sub(OUTCOMES).map(|number| number as usize) } else { None }
    }

    /// The number of its node in the store; none for an outcome.
    pub fn node(self) -> Option<usize> {
        (!self.is_terminal()).then(|| self.index())
    }

    fn index(self) -> usize {
        (self.0 - TERMINALS.min(self.0)) as usize
    }
}

impl Diagrams {
    /// Room on top of a store, for diagrams that are only of use for one application.
    fn over(base: &Arc<Diagrams>) -> Diagrams {
        Diagrams { base: Some(Arc::clone(base)), ..Diagrams::default() }
    }

    /// The same with room for so many nodes. Then every operation gives up at once ([`Diagrams::is_spent`]).
    pub fn within(base: &Arc<Diagrams>, nodes: usize) -> Diagrams {
        Diagrams { most: Some(nodes), ..Diagrams::over(base) }
    }

    /// Allows so many nodes more; what was refused before is forgotten.
    pub fn allow(&mut self, nodes: usize) {
        self.most = Some(self.nodes.len().saturating_add(nodes));
        self.spent = false;
    }

    /// Whether there was no room left, so that the last result is none.
    pub fn is_spent(&self) -> bool {
        self.spent
    }

    /// A node that asks `variable` and goes on to one child per cell; equal children need no question.
    pub fn ask(&mut self, variable: Variable, children: &[Root]) -> Root {
        let Some(first) = children.first().copied() else { return NO };
        if children.iter().all(|child| *child == first) {
            return first;
        }
        let key = key(variable, children);
        if let Some(known) = self.find(key, variable, children) {
            return known;
        }
        if self.most.is_some_and(|most| self.nodes.len() >= most) {
            self.spent = true;
            return NO;
        }
        let root = Root(TERMINALS + (self.below() + self.nodes.len()) as u32);
        self.nodes.push(Node { variable, first: self.children.len() as u32, cells: children.len() as u16 });
        self.children.extend_from_slice(children);
        let Diagrams { unique, nodes, children, base, .. } = self;
        let below = base.as_ref().map_or(0, |base| base.nodes.len());
        unique.insert_unique(key, root, |root| {
            nodes.get(root.index().saturating_sub(below)).map_or(0, |node| node.key(children))
        });
        root
    }

    /// The node that asks this already, here or below.
    fn find(&self, key: u64, variable: Variable, children: &[Root]) -> Option<Root> {
        let same = |root: &Root| {
            self.node(*root).is_some_and(|node| node.variable == variable && self.kids(*root) == children)
        };
        let below = self.base.as_ref().and_then(|base| base.find(key, variable, children));
        below.or_else(|| self.unique.find(key, same).copied())
    }

    /// `then` where `test` holds, else `otherwise`. `test` is a yes-or-no diagram; the others may be any.
    pub fn choose(&mut self, test: Root, then: Root, otherwise: Root) -> Root {
        if test == YES || then == otherwise {
            return then;
        }
        if test == NO {
            return otherwise;
        }
        if then == YES && otherwise == NO {
            return test;
        }
        if let Some(known) = self.known.get(&(test, then, otherwise)) {
            return *known;
        }
        if self.spent {
            return NO;
        }
        let Some(top) = self.top(&[test, then, otherwise]) else { return otherwise };
        let children: Vec<Root> = (0..top.cells)
            .map(|cell| {
                let [test, then, otherwise] =
                    [test, then, otherwise].map(|root| self.cofactor(root, top.variable, cell));
                self.choose(test, then, otherwise)
            })
            .collect();
        let root = self.ask(top.variable, &children);
        if !self.spent {
            self.known.insert((test, then, otherwise), root);
        }
        root
    }

    /// Two diagrams as one.
    pub fn join(&mut self, left: Root, right: Root, joining: &mut Joining) -> Root {
        if let Some(joined) = (joining.join)(left, right) {
            return joined;
        }
        if let Some(known) = joining.known.get(&(left, right)) {
            return *known;
        }
        if self.spent {
            return NO;
        }
        let Some(top) = self.top(&[left, right]) else { return left };
        let children: Vec<Root> = (0..top.cells)
            .map(|cell| {
                let [left, right] = [left, right].map(|root| self.cofactor(root, top.variable, cell));
                self.join(left, right, joining)
            })
            .collect();
        let root = self.ask(top.variable, &children);
        if !self.spent {
            joining.known.insert((left, right), root);
        }
        root
    }

    pub fn and(&mut self, left: Root, right: Root) -> Root {
        self.choose(left, right, NO)
    }

    pub fn or(&mut self, left: Root, right: Root) -> Root {
        self.choose(left, YES, right)
    }

    pub fn not(&mut self, root: Root) -> Root {
        self.choose(root, NO, YES)
    }

    /// `root` with other outcomes.
    pub fn map(&mut self, root: Root, outcome: &dyn Fn(Root) -> Root) -> Root {
        self.mapped(root, outcome, None, &mut HashMap::default())
    }

    /// `root` with an answer to one of its questions.
    pub fn put(&mut self, root: Root, variable: Variable, cell: u16) -> Root {
        self.mapped(root, &|outcome| outcome, Some((variable, cell)), &mut HashMap::default())
    }

    fn mapped(
        &mut self,
        root: Root,
        outcome: &dyn Fn(Root) -> Root,
        answer: Option<(Variable, u16)>,
        known: &mut Known,
    ) -> Root {
        let Some(node) = self.node(root) else { return outcome(root) };
        match answer {
            Some((variable, _)) if node.variable > variable => return root,
            Some((variable, cell)) if node.variable == variable => {
                return self.cofactor(root, variable, cell);
            }
            Some(_) | None => {}
        }
        if let Some(known) = known.get(&(root, root)) {
            return *known;
        }
        let kids: Vec<Root> = self.kids(root).to_vec();
        let kids: Vec<Root> = kids.into_iter().map(|kid| self.mapped(kid, outcome, answer, known)).collect();
        let mapped = self.ask(node.variable, &kids);
        known.insert((root, root), mapped);
        mapped
    }

    /// `root` without the question `variable`: its answers become one. Where they lead to one outcome, that counts;
    /// an impossible answer leads to any; where outcomes differ, `clash` counts, or there is no such diagram.
    pub fn without(&mut self, root: Root, variable: Variable, clash: Option<Root>) -> Option<Root> {
        let mut merged = HashMap::default();
        self.unasked(root, variable, clash, &mut HashMap::default(), &mut merged)
    }

    fn unasked(
        &mut self,
        root: Root,
        variable: Variable,
        clash: Option<Root>,
        known: &mut Known,
        merged: &mut Known,
    ) -> Option<Root> {
        let Some(node) = self.node(root).filter(|node| node.variable <= variable) else { return Some(root) };
        if let Some(known) = known.get(&(root, root)) {
            return Some(*known);
        }
        let kids: Vec<Root> = self.kids(root).to_vec();
        let unasked = if node.variable == variable {
            kids.into_iter().try_fold(IMPOSSIBLE, |all, kid| self.merge(all, kid, clash, merged))?
        } else {
            let kids: Option<Vec<Root>> =
                kids.into_iter().map(|kid| self.unasked(kid, variable, clash, known, merged)).collect();
            self.ask(node.variable, &kids?)
        };
        known.insert((root, root), unasked);
        Some(unasked)
    }

    /// What both say: an impossible answer says anything.
    fn merge(&mut self, left: Root, right: Root, clash: Option<Root>, known: &mut Known) -> Option<Root> {
        if left == right || right == IMPOSSIBLE {
            return Some(left);
        }
        if left == IMPOSSIBLE {
            return Some(right);
        }
        let Some(top) = self.top(&[left, right]) else { return clash };
        if let Some(known) = known.get(&(left, right)) {
            return Some(*known);
        }
        let kids: Option<Vec<Root>> = (0..top.cells)
            .map(|cell| {
                let [left, right] = [left, right].map(|root| self.cofactor(root, top.variable, cell));
                self.merge(left, right, clash, known)
            })
            .collect();
        let both = self.ask(top.variable, &kids?);
        known.insert((left, right), both);
        Some(both)
    }

    /// The only outcome that `root` reaches with these cells (`OPEN`, or beyond the end: any) where `care` holds;
    /// `IMPOSSIBLE` where it holds nowhere; nothing where there are several. The walk notes the answers that it used.
    pub fn sole(&self, root: Root, care: Root, cells: &[u16], walk: &mut Walk) -> Option<Root> {
        let Walk { passed, seen, open } = walk;
        passed.clear();
        seen.clear();
        open.clear();
        let (mut sole, mut branched) = (IMPOSSIBLE, 0);
        let mut next = Some((root, care));
        while let Some((root, care)) = next {
            if care == NO || root == sole {
                next = open.pop();
                continue;
            }
            let (left, right) = (self.asking(root), self.asking(care));
            let (variable, kids) = match (left, right) {
                (Some(left), Some(right)) => {
                    if left.0 <= right.0 {
                        left
                    } else {
                        right
                    }
                }
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) if sole == IMPOSSIBLE => {
                    sole = root;
                    next = open.pop();
                    continue;
                }
                (None, None) => return None,
            };
            let child = |cell| (step(root, left, variable, cell), step(care, right, variable, cell));
            next = match cells.get(usize::from(variable)).copied().unwrap_or(OPEN) {
                OPEN => {
                    branched += 1;
                    if branched <= MOST_UNSEEN || seen.insert((root, care)) {
                        for next in (0..kids.len()).map(child) {
                            // Neighbours often lead to the same.
                            if open.last() != Some(&next) {
                                open.push(next);
                            }
                        }
                    }
                    open.pop()
                }
                cell => {
                    passed.push(variable);
                    Some(child(usize::from(cell)))
                }
            };
        }
        Some(sole)
    }

    /// Whether some answers, added to `cells`, lead every diagram to its goal; nothing where so many steps did not tell.
    pub fn meet(&self, goals: &[(Root, Root)], cells: &mut [u16], steps: usize) -> Option<bool> {
        let start = |at: usize| goals.get(at).map_or(NO, |(root, _)| *root);
        // By question that was open: which goal asked it, and with which node.
        let mut tried: Vec<(usize, Root)> = Vec::new();
        let (mut at, mut root) = (0, start(0));
        for _ in 0..steps {
            let Some((_, goal)) = goals.get(at) else { return Some(true) };
            if let Some(variable) = self.first(root) {
                let cell = cells.get_mut(usize::from(variable))?;
                if *cell == OPEN {
                    *cell = 0;
                    tried.push((at, root));
                }
                root = self.cofactor(root, variable, *cell);
            } else if root == *goal {
                at += 1;
                root = start(at);
            } else if let Some(other) = self.back(&mut tried, cells) {
                (at, root) = other;
            } else {
                return Some(false);
            }
        }
        None
    }

    /// Gives another answer to the last question that has one left, and forgets those after it.
    fn back(&self, tried: &mut Vec<(usize, Root)>, cells: &mut [u16]) -> Option<(usize, Root)> {
        while let Some((goal, asking)) = tried.pop() {
            let variable = self.first(asking)?;
            let cell = cells.get_mut(usize::from(variable))?;
            *cell += 1;
            if let Some(kid) = self.kids(asking).get(usize::from(*cell)) {
                tried.push((goal, asking));
                return Some((goal, *kid));
            }
            *cell = OPEN;
        }
        None
    }

    /// The node that asks first.
    fn top(&self, roots: &[Root]) -> Option<Node> {
        roots.iter().filter_map(|root| self.node(*root)).min_by_key(|node| node.variable)
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The variables that `root` asks, each once, ascending.
    pub fn support(&self, root: Root) -> Vec<Variable> {
        let mut variables = Vec::new();
        let mut open = BinaryHeap::with_capacity(8);
        open.push(root);
        let mut last = None;
        // Children are stored first: the last of those that are open comes from none of the others.
        while let Some(next) = open.pop() {
            let Some((variable, kids)) = self.asking(next).filter(|_| last != Some(next)) else { continue };
            variables.push(variable);
            open.extend(kids.iter().filter(|kid| !kid.is_terminal()));
            last = Some(next);
        }
        sort::each_once(&mut variables);
        variables
    }

    /// How many answers `root` knows to the question `variable`; none where it does not ask it.
    pub fn cells(&self, root: Root, variable: Variable) -> u16 {
        match self.node(root) {
            Some(node) if node.variable == variable => node.cells,
            Some(node) if node.variable < variable => self
                .kids(root)
                .iter()
                .map(|kid| self.cells(*kid, variable))
                .find(|cells| *cells > 0)
                .unwrap_or(0),
            Some(_) | None => 0,
        }
    }

    /// A path from `root` to `goal`: the cell taken at each variable asked on the way.
    pub fn path_to(&self, root: Root, goal: Root) -> Option<Vec<(Variable, u16)>> {
        if root == goal {
            return Some(Vec::new());
        }
        let node = self.node(root)?;
        self.kids(root).iter().enumerate().find_map(|(cell, child)| {
            let mut path = self.path_to(*child, goal)?;
            path.insert(0, (node.variable, cell as u16));
            Some(path)
        })
    }

    fn below(&self) -> usize {
        self.base.as_ref().map_or(0, |base| base.len())
    }

    fn node(&self, root: Root) -> Option<Node> {
        if root.is_terminal() {
            return None;
        }
        match root.index().checked_sub(self.below()) {
            Some(own) => self.nodes.get(own).copied(),
            None => self.base.as_ref().and_then(|base| base.node(root)),
        }
    }

    /// The variable that is asked first, and what is gone on to by its cells; none for an outcome.
    #[inline(always)]
    fn asking(&self, root: Root) -> Option<Asking<'_>> {
        if root.is_terminal() {
            return None;
        }
        match (root.index().checked_sub(self.below()), &self.base) {
            (None, Some(base)) => base.asking(root),
            (own, _) => self.nodes.get(own?).map(|node| (node.variable, node.kids(&self.children))),
        }
    }

    /// The variable that is asked first; none for an outcome.
    pub fn first(&self, root: Root) -> Option<Variable> {
        self.node(root).map(|node| node.variable)
    }

    /// What `root` goes on to, by cell of the variable that it asks.
    pub fn kids(&self, root: Root) -> &[Root] {
        match (root.index().checked_sub(self.below()), &self.base) {
            (None, Some(base)) => base.kids(root),
            (own, _) => own.and_then(|own| self.nodes.get(own)).map_or(&[], |node| node.kids(&self.children)),
        }
    }

    fn cofactor(&self, root: Root, variable: Variable, cell: u16) -> Root {
        match self.node(root) {
            Some(node) if node.variable == variable => {
                self.kids(root).get(usize::from(cell)).copied().unwrap_or(NO)
            }
            Some(_) | None => root,
        }
    }
}

/// A node's variable, and what it goes on to.
type Asking<'d> = (Variable, &'d [Root]);

/// What `root`, which asks this, goes on to where the variable has this cell.
fn step(root: Root, asking: Option<Asking<'_>>, variable: Variable, cell: usize) -> Root {
    match asking {
        Some((asked, kids)) if asked == variable => kids.get(cell).copied().unwrap_or(NO),
        Some(_) | None => root,
    }
}

impl Diagrams {
    /// Room to restrict diagrams to cells; what is open is kept in it.
    pub fn restrict(self: &Arc<Diagrams>) -> Restricted {
        let known = vec![(NEVER, NO); self.nodes.len()];
        Restricted {
            base: Arc::clone(self),
            rest: Diagrams::over(self),
            memo: Memo { known, ..Memo::default() },
        }
    }

    /// The variables that each node below these roots asks, itself or further down.
    pub fn supports(&self, roots: impl Iterator<Item = Root>) -> Supports {
        let mut below: Vec<Option<Vec<Variable>>> = vec![None; self.nodes.len()];
        let mut open: Vec<Root> = roots.collect();
        while let Some(root) = open.pop() {
            let slot = root.node().and_then(|node| below.get_mut(node)).filter(|slot| slot.is_none());
            if let Some(slot) = slot {
                *slot = Some(Vec::new());
                open.extend_from_slice(self.kids(root));
            }
        }
        for (n, node) in self.nodes.iter().enumerate() {
            if below.get(n).is_some_and(Option::is_some) {
                let kids =
                    node.kids(&self.children).iter().filter_map(|kid| below.get(kid.node()?)?.as_ref());
                let mut asked: Vec<Variable> = kids.flatten().copied().collect();
                asked.push(node.variable);
                sort::each_once(&mut asked);
                if let Some(slot) = below.get_mut(n) {
                    *slot = Some(asked);
                }
            }
        }
        Supports(below)
    }
}

/// What nodes ask.
pub struct Supports(Vec<Option<Vec<Variable>>>);

impl Supports {
    /// The variables of a diagram, ascending.
    pub fn of(&self, root: Root) -> &[Variable] {
        let asked = root.node().and_then(|node| self.0.get(node)?.as_deref());
        asked.unwrap_or_default()
    }
}

impl Node {
    fn kids(self, children: &[Root]) -> &[Root] {
        let first = self.first as usize;
        children.get(first..first + usize::from(self.cells)).unwrap_or_default()
    }

    fn key(self, children: &[Root]) -> u64 {
        key(self.variable, self.kids(children))
    }
}

fn key(variable: Variable, children: &[Root]) -> u64 {
    let mut mix = Mix::default();
    mix.write_u16(variable);
    children.iter().for_each(|child| mix.write_u32(child.0));
    mix.finish()
}

/// Diagrams of a rulebook, restricted to answers.
pub struct Restricted {
    base: Arc<Diagrams>,
    /// What is still open, and room to combine it.
    pub rest: Diagrams,
    memo: Memo,
}

/// No turn: turns begin at 0.
const NEVER: u32 = u32::MAX;

/// What was worked out for the cells of now.
#[derive(Default)]
struct Memo {
    /// Which cells count, by their turn.
    now: u32,
    /// By node: the turn in which it was worked out, and what came of it.
    known: Vec<(u32, Root)>,
    /// Room for the children of the nodes that are being looked at.
    room: Vec<Root>,
}

impl Memo {
    fn get(&self, node: usize) -> Option<Root> {
        self.known.get(node).filter(|(turn, _)| *turn == self.now).map(|(_, value)| *value)
    }

    fn set(&mut self, node: usize, value: Root) {
        if let Some(slot) = self.known.get_mut(node) {
            *slot = (self.now, value);
        }
    }
}

impl Restricted {
    /// The terminal that all completions reach, or a diagram in [`Restricted::rest`]. `cells`: the answers (`OPEN` where a
    /// variable is not answered), the same until [`Restricted::forget`] is called.
    ///
    /// Most diagrams end in an outcome by the answers alone: where thousands are asked for, that is told without a call.
    #[inline(always)]
    pub fn value(&mut self, root: Root, cells: &[u16]) -> Root {
        let root = answered(&self.base, root, cells);
        if root.is_terminal() { root } else { self.open(root, cells) }
    }

    /// The same from a node whose question is open.
    #[inline(never)]
    fn open(&mut self, root: Root, cells: &[u16]) -> Root {
        restricted(&self.base, &mut self.rest, &mut self.memo, root, cells)
    }

    /// Other cells count from now on.
    pub fn forget(&mut self) {
        match self.memo.now.checked_add(1) {
            Some(next) if next < NEVER => self.memo.now = next,
            Some(_) | None => {
                self.memo.now = 0;
                self.memo.known.fill((NEVER, NO));
            }
        }
    }
}

/// As far as the answers lead: an outcome, or the first node whose question is open.
fn answered(base: &Diagrams, root: Root, cells: &[u16]) -> Root {
    let mut root = root;
    while let Some(node) = root.node().and_then(|node| base.nodes.get(node)) {
        match cells.get(usize::from(node.variable)).copied().unwrap_or(OPEN) {
            OPEN => return root,
            cell => root = base.children.get(node.first as usize + usize::from(cell)).copied().unwrap_or(NO),
        }
    }
    root
}

fn restricted(base: &Diagrams, rest: &mut Diagrams, memo: &mut Memo, root: Root, cells: &[u16]) -> Root {
    let root = answered(base, root, cells);
    let Some((at, node)) = root.node().and_then(|at| Some((at, base.nodes.get(at)?))) else { return root };
    if let Some(known) = memo.get(at) {
        return known;
    }
    let first = memo.room.len();
    let kids = node.kids(&base.children);
    for kid in kids {
        let value = restricted(base, rest, memo, *kid, cells);
        memo.room.push(value);
    }
    let values = memo.room.get(first..).unwrap_or_default();
    let value = if values == kids { root } else { rest.ask(node.variable, values) };
    memo.room.truncate(first);
    memo.set(at, value);
    value
}

/// Multiply and rotate: the keys are small numbers of our own making, so no attacker chooses them.
#[derive(Clone, Copy, Default)]
pub struct Mix(u64);

pub type Hashing = BuildHasherDefault<Mix>;

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u16(&mut self, number: u16) {
        self.write_u64(u64::from(number));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yes_no(diagrams: &mut Diagrams, variable: Variable) -> Root {
        diagrams.ask(variable, &[NO, YES])
    }

    #[test]
    fn a_tautology_needs_no_answer() {
        let mut d = Diagrams::default();
        let a = yes_no(&mut d, 0);
        let not_a = d.not(a);
        assert_eq!(d.or(a, not_a), YES);
        assert_eq!(d.and(a, not_a), NO);
    }

    #[test]
    fn what_is_left_after_an_answer_names_exactly_the_open_questions() {
        let mut d = Diagrams::default();
        let (a, b, c) = (yes_no(&mut d, 0), yes_no(&mut d, 1), yes_no(&mut d, 2));
        let bc = d.and(b, c);
        let root = d.choose(a, b, bc);
        let left = |cells: &[u16]| {
            let mut known = Arc::new(d.clone()).restrict();
            let left = known.value(root, cells);
            (left, known.rest.support(left))
        };
        assert_eq!(left(&[1, OPEN, OPEN]).1, vec![1]);
        assert_eq!(left(&[OPEN, 0, OPEN]).0, NO);
        assert_eq!(left(&[OPEN, 1, OPEN]).1, vec![0, 2]);
    }
}
