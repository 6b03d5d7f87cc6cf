//! Parents in another crate: a trait beside the child gives them handles and accessors.

use model_runtime::{BelongsTo, HasMany, HasOne, ManyToMany, Query, prelude::*};
use suite::parents::Shop;
use suite::parents::goods::Product;

use self::staff::{Contract, Employee, ShopEmployees, ShopOpenContract};
use self::stock::{Offer, ProductShops, ProductStockTakes, ShopProducts, StockTake};
use crate::each::each;
use crate::sent::logged;

/// The traits are imported where they are used, not where the models are.
mod staff {
    use model_runtime::prelude::*;
    use suite::parents::Shop;

    #[derive(Model, Debug, Clone, PartialEq)]
    #[model(table = "employees")]
    pub(super) struct Employee {
        #[primary_key]
        pub(super) id: i64,
        pub(super) name: String,
        #[foreign_key(Shop, on_delete = set_null)]
        #[backref(employees, order_by(desc(name)), extension)]
        pub(super) shop_id: Option<i64>,
    }

    /// At most one of each shop.
    #[derive(Model, Debug, Clone, PartialEq)]
    #[model(table = "contracts")]
    pub(super) struct Contract {
        #[primary_key]
        pub(super) id: i64,
        #[unique]
        #[foreign_key(suite::parents::Shop, references = NAME, name = shop)]
        #[backref(open_contract, extension)]
        #[column(length = 40)]
        pub(super) shop_name: String,
    }
}

mod stock {
    use model_runtime::prelude::*;
    use suite::parents::{Shop, goods};

    #[derive(Model, Debug, Clone, PartialEq)]
    #[model(
        table = "stock_takes",
        foreign_key(
            goods::Product,
            fields(series, number),
            backref(stock_takes, order_by(id), extension)
        )
    )]
    pub(super) struct StockTake {
        #[primary_key]
        pub(super) id: i64,
        #[column(length = 10)]
        pub(super) series: String,
        pub(super) number: i32,
        pub(super) count: i32,
    }

    /// Links two models of the other crate.
    #[derive(Model, Debug, Clone, PartialEq)]
    #[model(table = "offers", link(products, shops, extension))]
    #[model(foreign_key(goods::Product, fields(series, number)))]
    pub(super) struct Offer {
        #[primary_key]
        #[foreign_key(Shop)]
        pub(super) shop_id: i64,
        #[primary_key]
        #[column(length = 10)]
        pub(super) series: String,
        #[primary_key]
        pub(super) number: i32,
    }
}

const SCHEMA: Schema = schema![Shop, Product, Employee, Contract, StockTake, Offer];

#[test]
fn handles_are_consts_of_the_traits() {
    let _: BelongsTo<Contract, Shop> = Contract::SHOP;
    let _: HasMany<Shop, Employee> = Shop::EMPLOYEES;
    let _: HasOne<Shop, Contract> = Shop::OPEN_CONTRACT;
    let _: HasMany<Product, StockTake> = Product::STOCK_TAKES;
    let _: ManyToMany<Shop, Product, Offer> = Shop::PRODUCTS;
    let _: ManyToMany<Product, Shop, Offer> = Product::SHOPS;
}

#[tokio::test]
async fn children_are_asked_for_loaded_and_written() {
    each(SCHEMA, async |db| {
        let shop = Shop::create().name("corner").insert(&db).await.unwrap();
        let ann = shop.employees().create().name("Ann").insert(&db).await.unwrap();
        let ben = Employee::create().name("Ben").insert(&db).await.unwrap();
        assert!(shop.employees().add(&db, &ben).await.unwrap());
        let ben = Employee::find(ben.id).one(&db).await.unwrap();
        let employees: Query<Employee> = shop.employees().query();
        assert_eq!(employees.all(&db).await.unwrap(), [ben.clone(), ann.clone()], "sorted");
        let contract = Contract::create().shop(&shop).insert(&db).await.unwrap();
        assert_eq!(shop.open_contract().one_or_none(&db).await.unwrap(), Some(contract.clone()));
        let loaded = Shop::query().with(Shop::EMPLOYEES).with(Shop::OPEN_CONTRACT);
        let loaded: Vec<(Shop, Vec<Employee>, Option<Contract>)> = loaded.all(&db).await.unwrap();
        assert_eq!(loaded, [(shop.clone(), vec![ben, ann.clone()], Some(contract))]);
        let with_ann = Shop::filter(Shop::EMPLOYEES.any(Employee::NAME.eq("Ann")));
        assert_eq!(with_ann.one(&db).await.unwrap(), shop);
        assert!(shop.employees().remove(&db, &ann).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn keys_of_several_columns_and_links_cross_crates_too() {
    each(SCHEMA, async |db| {
        let shop = Shop::create().name("corner").insert(&db).await.unwrap();
        let product = |number: i32| Product::create().series("a").number(number);
        let products = Product::insert_all(&db, [product(1), product(2)]).await.unwrap();
        let take = products[1].stock_takes().create().count(5).insert(&db).await.unwrap();
        assert_eq!((take.series.as_str(), take.number), ("a", 2));
        let loaded: Vec<(Product, Vec<StockTake>)> = Product::query()
            .order_by(Product::NUMBER)
            .with(Product::STOCK_TAKES)
            .all(&db)
            .await
            .unwrap();
        assert_eq!(loaded, [(products[0].clone(), vec![]), (products[1].clone(), vec![take])]);
        let (added, log) = logged(shop.products().add_all(&db, &products)).await;
        assert!(added.unwrap() == 2 && log.len() == 2, "{log:#?}");
        assert_eq!(products[0].shops().all(&db).await.unwrap(), std::slice::from_ref(&shop));
        let offering = Shop::filter(Shop::PRODUCTS.any(Product::NUMBER.eq(2)));
        assert_eq!(offering.count(&db).await.unwrap(), 1);
        assert_eq!(shop.products().clear(&db).await.unwrap(), 2);
    })
    .await;
}
