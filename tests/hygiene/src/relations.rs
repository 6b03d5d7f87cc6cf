//! Relations of every form.

use orm::prelude::*;

/// A person: two foreign keys to itself.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = ::orm)]
pub struct Person {
    /// Its key.
    #[primary_key]
    pub id: i64,
    /// Its mother.
    #[foreign_key(Person, on_delete = set_null)]
    #[backref(children_of_mother)]
    pub mother_id: Option<i64>,
    /// Its father.
    #[foreign_key(Self, on_delete = set_null)]
    #[backref(children_of_father)]
    pub father_id: Option<i64>,
}

/// A team, in a cycle with its members.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = ::orm)]
pub struct Team {
    /// Its key.
    #[primary_key]
    pub id: i64,
    /// Its captain.
    #[unique]
    #[foreign_key(Member, on_delete = set_null)]
    #[backref(captain_of)]
    pub captain_id: Option<i64>,
}

/// A member of a team.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = ::orm)]
pub struct Member {
    /// Its key, which is the person's.
    #[primary_key(manual)]
    #[foreign_key(Person, name = person)]
    #[backref(member)]
    pub id: i64,
    /// Its team.
    #[foreign_key(Team)]
    #[backref(members)]
    pub team_id: i64,
}

/// People who know each other: a model linked to itself.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = ::orm, link(knows, known_by))]
pub struct Acquaintance {
    /// Who knows.
    #[primary_key]
    #[foreign_key(Person)]
    pub one_id: i64,
    /// Whom.
    #[primary_key]
    #[foreign_key(Person)]
    pub other_id: i64,
}

/// A match of two teams: its key has two columns.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = ::orm, table = "matches")]
pub struct Match {
    /// At home.
    #[primary_key]
    #[foreign_key(Team, name = home)]
    pub home_id: i64,
    /// Away.
    #[primary_key]
    #[foreign_key(Team, name = away)]
    pub away_id: i64,
}

/// A goal in a match, perhaps: a foreign key of two columns, and a trait of its own for the parent.
#[derive(Model, Debug, Clone, PartialEq, Eq)]
#[model(crate = ::orm)]
#[model(foreign_key(Match, fields(home, away), name = r#match, on_delete = set_null, backref(goals)))]
pub struct Goal {
    /// Its key.
    #[primary_key]
    pub id: i64,
    /// Part of the key of the match.
    pub away: Option<i64>,
    /// Part of the key of the match.
    pub home: Option<i64>,
    /// Who did it.
    #[foreign_key(Person)]
    #[backref(goals_by, extension, order_by(desc(id)))]
    pub scorer_id: Option<i64>,
}

/// All of them.
pub const SCHEMA: Schema = schema![Person, Team, Member, Acquaintance, Match, Goal];

#[cfg(test)]
mod tests {
    use super::*;
    use orm::{BelongsTo, HasMany, HasOne, ManyToMany};

    #[test]
    fn handles_have_the_types_of_their_relations() {
        let _: BelongsTo<Person, Person, orm::value::Nullable> = Person::MOTHER;
        let _: HasMany<Person, Person, 0> = Person::CHILDREN_OF_MOTHER;
        let _: HasMany<Person, Person, 1> = Person::CHILDREN_OF_FATHER;
        let _: BelongsTo<Member, Team> = Member::TEAM;
        let _: HasOne<Member, Team> = Member::CAPTAIN_OF;
        let _: HasOne<Person, Member> = Person::MEMBER;
        let _: ManyToMany<Person, Person, Acquaintance> = Person::KNOWS;
    }

    #[test]
    fn accessor_of_a_raw_name_sets_both_columns() {
        let game = Match { home_id: 1, away_id: 2 };
        let goal = Goal::create().r#match(&game).to_sql(Dialect::Sqlite);
        assert_eq!(goal.binds().len(), 2);
        let goals = game.goals().create().scorer(None).to_sql(Dialect::Postgres);
        assert_eq!(goals.binds().len(), 3);
        let _: HasMany<Person, Goal, 1> = Person::GOALS_BY;
    }

    #[test]
    fn loads_nest_through_a_cycle() {
        let deep = Person::query()
            .with(Person::CHILDREN_OF_MOTHER.with(Person::CHILDREN_OF_MOTHER.with(Person::FATHER)))
            .with(Person::MEMBER.with(Member::TEAM.with(Team::CAPTAIN)));
        assert!(deep.to_sql(Dialect::Sqlite).refusal().is_none());
    }
}
