"""Plain Python behind the map: tables, definitions, arithmetic, shapes. Knows no screen."""
