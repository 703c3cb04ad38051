"""Products by the file on the command line."""

import pytest

from tests.shop_driver import Shop, made

CONTENT = b"name,price,stock,category\r\nLamp,5,1,Home\r\nSofa,500,2,Home\r\n"


def run(shop: Shop, *arguments: str):
    return shop.app.test_cli_runner().invoke(args=[str(one) for one in arguments])


def names(shop: Shop) -> list[str]:
    return [one["name"] for one in made(shop.get("/api/products"))]


def test_a_file_goes_in_and_comes_out_by_commands(shop, tmp_path):
    file, out = tmp_path / "in.csv", tmp_path / "out.CSV"
    file.write_bytes(CONTENT)

    result = run(shop, "import-products", file)

    assert result.exit_code == 0
    assert result.stdout == "2 lines: 2 created, 0 changed, 0 unchanged, 0 refused.\n"
    assert "\rchecked 2 lines" in result.stderr
    assert "\rwritten 2 lines" in result.stderr
    assert names(shop) == ["Sofa", "Lamp"]
    assert run(shop, "export-products", out).exit_code == 0
    assert out.read_bytes() == (
        b"id,name,description,price,stock,category\r\n"
        b"1,Lamp,,5.00,1,Home\r\n2,Sofa,,500.00,2,Home\r\n"
    )
    assert [one.name for one in sorted(tmp_path.iterdir())] == ["in.csv", "out.CSV"]
    assert run(shop, "import-products", "--dry-run", out).stdout == (
        "Tried: 2 lines: 0 created, 0 changed, 2 unchanged, 0 refused.\n"
    )


@pytest.mark.parametrize("option", [None, "--dry-run", "--partial"])
def test_refused_lines_are_shown_and_set_the_exit_status(shop, tmp_path, option):
    file = tmp_path / "in.csv"
    file.write_bytes(CONTENT + b"Chair,x,-1,Home\r\n")

    result = run(shop, "import-products", file, *([option] if option else []))

    assert "line 4: price: Not a number with at most two decimals.\n" in result.stdout
    assert "line 4: stock: Must be greater than or equal to 0" in result.stdout
    assert result.exit_code == (0 if option == "--partial" else 1)
    assert len(names(shop)) == (2 if option == "--partial" else 0)


def test_files_that_are_none_are_refused_in_a_sentence(shop, tmp_path):
    (tmp_path / "in.csv").write_bytes(b"colour\r\n")
    (tmp_path / "in.xls").write_bytes(CONTENT)
    for name, message in (
        ("in.csv", "there is no column 'colour'"),
        ("in.xls", "must end in .csv, .jsonl, .ndjson"),
        ("none.csv", "none.csv"),
    ):
        result = run(shop, "import-products", tmp_path / name)
        assert result.exit_code != 0
        assert isinstance(result.exception, SystemExit)
        assert message in result.output
    assert run(shop, "export-products", tmp_path / "no" / "out.csv").exit_code != 0
    assert names(shop) == []
