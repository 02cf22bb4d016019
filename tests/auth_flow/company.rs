//! Calls for one of several companies.

use super::*;

#[tokio::test]
async fn a_client_for_a_company_names_it_in_each_call() {
    let server = MockServer::start_async().await;
    let login = token_endpoint(&server).await;
    let mut lists = Vec::new();
    for company in ["3", "4"] {
        let list = server.mock_async(|when, then| {
            when.path("/orders").query_param("companyId", company);
            then.status(200).json_body(json!({"data": []}));
        });
        lists.push(list.await);
    }

    let client = client(&server);
    let error = client.api().get_order_list().send().await.unwrap_err();
    let error = Error::from(error);
    assert!(matches!(error.kind(), ErrorKind::CompanyNotSet), "{error}");
    login.assert_calls_async(0).await;

    let client = client.company(3);
    assert!(client.api().get_order_list().send().await.is_ok());
    let other = client.api().get_order_list().company_id(4);
    assert!(other.send().await.is_ok());
    for list in lists {
        list.assert_async().await;
    }
    login.assert_calls_async(1).await;
}

#[tokio::test]
async fn a_company_is_chosen_by_its_name_and_has_permissions() {
    let server = MockServer::start_async().await;
    token_endpoint(&server).await;
    server
        .mock_async(|when, then| {
            when.path("/companies");
            let named = companies(&[("1", "Example Ltd"), ("2", "Twin Inc"), ("3", "Twin Inc")]);
            then.status(200).json_body(named);
        })
        .await;
    server
        .mock_async(|when, then| {
            when.path("/permissions").query_param("companyId", "1");
            then.status(200).json_body(json!({"data": [
                {"type": "permission", "id": "2", "attributes": {"modul": 2, "visible": true}},
                {"type": "permission", "id": "99", "attributes": {"modul": 99, "visible": false}},
            ]}));
        })
        .await;

    let client = client(&server);
    let error = client.permissions().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::CompanyNotSet);

    let company = client.company_named("Example Ltd").await.unwrap();
    let permissions = company.permissions().await.unwrap();
    assert_eq!(permissions[0].module, types::PermissionModule::Partners);
    assert!(permissions[0].visible && !permissions[1].visible);

    for name in ["Sample Inc", "Twin Inc"] {
        let error = client.company_named(name).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Company(_)));
        for listed in [
            r#""Example Ltd" (1)"#,
            r#""Twin Inc" (2)"#,
            r#""Twin Inc" (3)"#,
        ] {
            assert!(error.to_string().contains(listed), "{error}");
        }
    }
}
