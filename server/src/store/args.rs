//! Values into statements and rows out of them, for both databases at once.

use sqlx::{
    Arguments, Encode, FromRow, Postgres, Sqlite, Type,
    postgres::{PgArguments, PgRow},
    sqlite::{SqliteArguments, SqliteRow},
};

/// A value that both databases take.
pub trait Value:
    for<'q> Encode<'q, Sqlite> + Type<Sqlite> + for<'q> Encode<'q, Postgres> + Type<Postgres> + Send
{
}

impl<T> Value for T where
    T: for<'q> Encode<'q, Sqlite> + Type<Sqlite> + for<'q> Encode<'q, Postgres> + Type<Postgres> + Send
{
}

/// The values of a statement's `$1`, `$2`, …: a tuple.
pub trait Args: Send + Sized {
    /// How many there are.
    const COUNT: usize;

    /// Adds them to those that SQLite takes.
    ///
    /// # Errors
    /// When a value cannot be encoded.
    fn to_sqlite(self, args: &mut SqliteArguments) -> Result<(), sqlx::Error>;

    /// Adds them to those that PostgreSQL takes.
    ///
    /// # Errors
    /// When a value cannot be encoded.
    fn to_postgres(self, args: &mut PgArguments) -> Result<(), sqlx::Error>;

    /// As SQLite takes them.
    ///
    /// # Errors
    /// When a value cannot be encoded.
    fn sqlite(self) -> Result<SqliteArguments, sqlx::Error> {
        let mut args = SqliteArguments::default();
        self.to_sqlite(&mut args)?;
        Ok(args)
    }

    /// As PostgreSQL takes them.
    ///
    /// # Errors
    /// When a value cannot be encoded.
    fn postgres(self) -> Result<PgArguments, sqlx::Error> {
        let mut args = PgArguments::default();
        self.to_postgres(&mut args)?;
        Ok(args)
    }
}

macro_rules! args {
    ($($name:ident)*) => {
        #[expect(clippy::allow_attributes, reason = "the empty tuple needs what the others do not")]
        #[allow(non_snake_case, unused_variables, reason = "one macro for every length of tuple")]
        impl<$($name: Value),*> Args for ($($name,)*) {
            const COUNT: usize = { let names: &[&str] = &[$(stringify!($name)),*]; names.len() };

            fn to_sqlite(self, args: &mut SqliteArguments) -> Result<(), sqlx::Error> {
                let ($($name,)*) = self;
                $(args.add($name).map_err(sqlx::Error::Encode)?;)*
                Ok(())
            }

            fn to_postgres(self, args: &mut PgArguments) -> Result<(), sqlx::Error> {
                let ($($name,)*) = self;
                $(args.add($name).map_err(sqlx::Error::Encode)?;)*
                Ok(())
            }
        }
    };
}

args!();
args!(A);
args!(A B);
args!(A B C);
args!(A B C D);
args!(A B C D E);
args!(A B C D E F);
args!(A B C D E F G);
args!(A B C D E F G H);
args!(A B C D E F G H I);
args!(A B C D E F G H I J);
args!(A B C D E F G H I J K);
args!(A B C D E F G H I J K L);
args!(A B C D E F G H I J K L M);
args!(A B C D E F G H I J K L M N);
args!(A B C D E F G H I J K L M N O);
args!(A B C D E F G H I J K L M N O P);
args!(A B C D E F G H I J K L M N O P Q);
args!(A B C D E F G H I J K L M N O P Q R);
args!(A B C D E F G H I J K L M N O P Q R S);
args!(A B C D E F G H I J K L M N O P Q R S T);

/// A row of either database. `derive(FromRow)` gives it.
pub trait FromAnyRow: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> FromAnyRow for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}
