<?php
// What scripts in PHP do with OCS Inventory's SOAP interface: SoapClient without WSDL, parameters by their position.
// php soap-client.php URL USER PASSWORD < [[FUNCTION, [PARAMETER, …]], …]; prints [{value} or {fault}, …].
[, $url, $user, $password] = $argv;
$namespace = 'http://' . parse_url($url, PHP_URL_HOST) . ':' . parse_url($url, PHP_URL_PORT) . '/Apache/Ocsinventory/Interface';
$client = new SoapClient(null, ['location' => $url, 'uri' => $namespace, 'login' => $user, 'password' => $password]);
$answers = [];
foreach (json_decode(file_get_contents('php://stdin'), true) as [$name, $parameters]) {
    try {
        $value = $client->__soapCall($name, $parameters);
        $answers[] = ['value' => is_array($value) ? array_values($value) : $value];
    } catch (SoapFault $fault) {
        $answers[] = ['fault' => $fault->faultstring];
    }
}
echo json_encode($answers);
